//! The tree against RFC 6962 as it is written: its recursions, and the vectors that its first implementation was tested with.

use data_encoding::HEXLOWER;

use super::*;

/// MTH of RFC 6962, 2.1, word for word.
fn naive(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::empty(),
        [leaf] => *leaf,
        _ => {
            let k = (1..leaves.len()).filter(|k| k.is_power_of_two()).max().unwrap();
            Hash::node(&naive(&leaves[..k]), &naive(&leaves[k..]))
        }
    }
}

/// PATH of RFC 6962, 2.1.1.
fn naive_path(index: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() <= 1 {
        return Vec::new();
    }
    let k = (1..leaves.len()).filter(|k| k.is_power_of_two()).max().unwrap();
    let (left, right) = leaves.split_at(k);
    let (mut path, beside) = if index < k {
        (naive_path(index, left), right)
    } else {
        (naive_path(index - k, right), left)
    };
    path.push(naive(beside));
    path
}

/// SUBPROOF of RFC 6962, 2.1.2.
fn naive_proof(old: usize, leaves: &[Hash], whole: bool) -> Vec<Hash> {
    if old == leaves.len() {
        return if whole { Vec::new() } else { vec![naive(leaves)] };
    }
    let k = (1..leaves.len()).filter(|k| k.is_power_of_two()).max().unwrap();
    let (left, right) = leaves.split_at(k);
    let (mut path, beside) = if old <= k {
        (naive_proof(old, left, whole), right)
    } else {
        (naive_proof(old - k, right, false), left)
    };
    path.push(naive(beside));
    path
}

fn leaves(count: usize) -> Vec<Hash> {
    (0..count)
        .map(|n| Hash::leaf(format!("entry {n}").as_bytes()))
        .collect()
}

fn of(leaves: &[Hash], spans: &[Span]) -> Vec<Hash> {
    let node = |at: NodeAt| {
        let (first, width) = (at.index << at.level, 1 << at.level);
        let first = usize::try_from(first).unwrap();
        Hash::perfect(&leaves[first..first + width]).unwrap()
    };
    let span = |span: &Span| Hash::joined(span.nodes().into_iter().map(node)).unwrap();
    spans.iter().map(span).collect()
}

fn flipped(hash: Hash, bit: usize) -> Hash {
    let mut bytes = *hash.as_bytes();
    bytes[bit / 8 % 32] ^= 1 << (bit % 8);
    Hash::from_bytes(&bytes).unwrap()
}

const SIZES: usize = 260;

#[test]
fn known_vectors_of_rfc_6962() {
    let inputs = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ];
    let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    let mut tree = Frontier::default();
    let hex = |hash: Hash| HEXLOWER.encode(hash.as_bytes());
    assert_eq!(
        hex(tree.root()),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
    for (input, root) in inputs.iter().zip(roots) {
        tree.push(Hash::leaf(&HEXLOWER.decode(input.as_bytes()).unwrap()));
        assert_eq!(hex(tree.root()), root);
    }
}

#[test]
fn roots_of_all_sizes_are_those_of_the_recursion() {
    let leaves = leaves(SIZES);
    let mut tree = Frontier::default();
    for size in 0..=SIZES {
        let root = naive(&leaves[..size]);
        assert_eq!((tree.root(), tree.size()), (root, size as u64));
        if size > 0 {
            assert_eq!(of(&leaves, &[Span::whole(size as u64)]), [root]);
        }
        if let Some(next) = leaves.get(size) {
            tree.push(*next);
        }
    }
}

#[test]
fn inclusion_is_proven_for_every_entry_and_for_nothing_else() {
    let leaves = leaves(SIZES);
    for size in 1..=SIZES {
        let root = naive(&leaves[..size]);
        for index in (0..size).filter(|index| size < 40 || index % 7 == size % 7 || index + 2 > size) {
            let (at, n) = (index as u64, size as u64);
            let path = of(&leaves, &inclusion(at, n));
            assert_eq!(path, naive_path(index, &leaves[..size]), "{index} of {size}");
            assert_eq!(root_by(&path, leaves[index], at, n), Some(root));
            let bit = index * 31 + size;
            assert_ne!(root_by(&path, flipped(leaves[index], bit), at, n), Some(root));
            for step in 0..path.len() {
                let mut bent = path.clone();
                bent[step] = flipped(bent[step], bit);
                assert_ne!(root_by(&bent, leaves[index], at, n), Some(root));
            }
            assert_ne!(root_by(&path, leaves[index], at ^ 1, n), Some(root));
            let longer = [path.as_slice(), &[root]].concat();
            assert_eq!(root_by(&longer, leaves[index], at, n), None);
        }
        assert_eq!(root_by(&[], root, size as u64, size as u64), None);
    }
}

#[test]
fn consistency_is_proven_for_all_pairs_and_for_nothing_else() {
    let leaves = leaves(SIZES);
    let roots: Vec<Hash> = (0..=SIZES).map(|size| naive(&leaves[..size])).collect();
    for new in 1..=SIZES {
        for old in (1..=new).filter(|old| new < 40 || old % 5 == new % 5 || old.is_power_of_two()) {
            let path = of(&leaves, &consistency(old as u64, new as u64));
            assert_eq!(path, naive_proof(old, &leaves[..new], true), "{old} of {new}");
            let (was, is) = ((old as u64, roots[old]), (new as u64, roots[new]));
            assert!(begins_with(&path, was, is), "{old} of {new}");
            let bit = old * 13 + new;
            assert!(!begins_with(&path, (was.0, flipped(was.1, bit)), is));
            assert!(!begins_with(&path, was, (is.0, flipped(is.1, bit))));
            for step in 0..path.len() {
                let mut bent = path.clone();
                bent[step] = flipped(bent[step], bit);
                assert!(!begins_with(&bent, was, is), "{old} of {new}, step {step}");
            }
            assert!(old == new || !begins_with(&path, is, was));
        }
        assert!(begins_with(&[], (0, Hash::empty()), (new as u64, roots[new])));
        assert!(!begins_with(&[], (0, roots[1]), (new as u64, roots[new])));
    }
}

#[test]
fn hashes_return_from_their_texts() {
    let hash = Hash::leaf(b"x");
    assert_eq!(hash.to_string().parse(), Ok(hash));
    for bad in ["", "AAAA", &hash.to_string()[1..], &format!("{hash} ")] {
        assert_eq!(bad.parse::<Hash>(), Err(NoHash));
    }
}
