//! How wide the columns of a table are on paper, so that no value is cut: each has its least width; what is longer is
//! wrapped; what is still too much is set smaller, within bounds; and columns that even then have no room go into
//! another table. Pure arithmetic in points.

/// Text is never set smaller than this part of its size.
const SMALLEST: f64 = 0.62;

/// What a column needs at full size, space beside the text included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Need {
    /// So that its widest word is whole.
    pub(crate) least: f64,
    /// So that every cell stands on one line.
    pub(crate) full: f64,
}

/// Columns of one table, and how they are set.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Group {
    /// Which columns, by their place.
    pub(crate) columns: Vec<usize>,
    /// Their widths in points.
    pub(crate) widths: Vec<f64>,
    /// Size of the text, 1 for full size.
    pub(crate) scale: f64,
}

/// Deals columns out to as few tables of this width as hold them. The first column stands in each table again, where it
/// leaves room: it says which row it is.
pub(crate) fn groups(needs: &[Need], width: f64) -> Vec<Group> {
    let needs: Vec<Need> = needs.iter().map(|need| within(*need, width)).collect();
    let least = |at: usize| needs.get(at).map_or(0.0, |need| need.least);
    let repeated = least(0) * SMALLEST <= width * 0.4;
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut used = 0.0;
    for at in 0..needs.len() {
        let fits = (used + least(at)) * SMALLEST <= width;
        if let Some(group) = groups.last_mut().filter(|_| fits) {
            group.push(at);
        } else if groups.is_empty() || !repeated || (least(0) + least(at)) * SMALLEST > width {
            groups.push(vec![at]);
            used = 0.0;
        } else {
            groups.push(vec![0, at]);
            used = least(0);
        }
        used += least(at);
    }
    groups
        .into_iter()
        .map(|columns| {
            let own: Vec<Need> = columns.iter().filter_map(|at| needs.get(*at)).copied().collect();
            let (widths, scale) = set(&own, width);
            Group { columns, widths, scale }
        })
        .collect()
}

/// A column alone is never wider than the table: a longer word is broken.
fn within(need: Need, width: f64) -> Need {
    let least = need.least.min(width);
    Need {
        least,
        full: need.full.max(least),
    }
}

fn set(needs: &[Need], width: f64) -> (Vec<f64>, f64) {
    let full: f64 = needs.iter().map(|need| need.full).sum();
    let least: f64 = needs.iter().map(|need| need.least).sum();
    if full <= width {
        let spare = if full > 0.0 { width / full } else { 1.0 };
        return (needs.iter().map(|need| need.full * spare).collect(), 1.0);
    }
    let scale = if least <= width { 1.0 } else { width / least };
    // Who wraps anyway gets what the others leave.
    let (left, wanted) = (width - least * scale, full - least);
    let share = if wanted > 0.0 { (left / wanted).max(0.0) } else { 0.0 };
    let widths = needs
        .iter()
        .map(|need| need.least * scale + (need.full - need.least) * share);
    (widths.collect(), scale)
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{Strategy, prop_assert, proptest};

    use super::{Need, SMALLEST, groups};

    fn need() -> impl Strategy<Value = Need> {
        (4.0..400.0_f64, 0.0..600.0_f64).prop_map(|(least, more)| Need {
            least,
            full: least + more,
        })
    }

    #[test]
    fn columns_that_fit_share_the_width() {
        let needs = [50.0, 100.0].map(|full| Need { least: 20.0, full });
        let made = groups(&needs, 300.0);
        assert_eq!(made.len(), 1);
        assert_eq!(
            (made[0].widths.as_slice(), made[0].scale),
            ([100.0, 200.0].as_slice(), 1.0)
        );
    }

    #[test]
    fn what_does_not_fit_wraps_then_shrinks_then_goes_on_below() {
        let needs = |count: usize| {
            vec![
                Need {
                    least: 50.0,
                    full: 90.0
                };
                count
            ]
        };
        let wraps = groups(&needs(4), 300.0);
        assert_eq!((wraps.len(), wraps[0].scale), (1, 1.0));
        assert!(wraps[0].widths.iter().all(|width| *width >= 50.0));
        let shrinks = groups(&needs(8), 300.0);
        assert!(shrinks.len() == 1 && shrinks[0].scale < 1.0);
        let splits = groups(&needs(24), 300.0);
        assert!(splits.len() > 1);
        assert!(
            splits.iter().all(|group| group.columns[0] == 0),
            "each says which row it is"
        );
    }

    proptest! {
        #[test]
        fn every_column_has_its_least_width_in_some_table(needs in vec(need(), 1..40), width in 60.0..900.0_f64) {
            let made = groups(&needs, width);
            let mut seen = vec![false; needs.len()];
            for group in &made {
                prop_assert!(group.scale >= SMALLEST - 1e-9 && group.scale <= 1.0);
                prop_assert!(group.widths.iter().sum::<f64>() <= width + 1e-6);
                for (at, wide) in group.columns.iter().zip(&group.widths) {
                    seen[*at] = true;
                    prop_assert!(*wide >= needs[*at].least.min(width) * group.scale - 1e-6);
                }
            }
            prop_assert!(seen.iter().all(|seen| *seen));
        }
    }
}
