//! The one form of an e-mail address, and when two of them look alike. The type is `name::Email`; who may have which is not known here.

use unicode_normalization::UnicodeNormalization as _;
use unicode_security::GeneralSecurityProfile as _;
use unicode_security::confusable_detection::skeleton as confused;

use crate::limits;

const RULE: &str = "an e-mail address looks like name@example.org";
const LETTERS: &str = "an e-mail address has no invisible characters, and no letters that can be written in two ways";

/// Two texts that mean one mailbox become one text, or are refused: composed (NFC), small letters, the domain as it stands in the DNS.
///
/// # Errors
/// What the rule is, as a sentence for the writer.
pub(crate) fn form(text: &str) -> Result<String, &'static str> {
    let text: String = text.trim().nfc().collect();
    let (local, domain) = text.split_once('@').ok_or(RULE)?;
    let ascii_part = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    if local.is_empty() || !local.chars().all(|c| !c.is_ascii() || ascii_part(c)) {
        return Err(RULE);
    }
    if !domain
        .chars()
        .all(|c| !c.is_ascii() || c.is_ascii_alphanumeric() || "-.".contains(c))
    {
        return Err(RULE);
    }
    if !text.chars().all(|c| c.is_ascii() || c.identifier_allowed()) {
        return Err(LETTERS);
    }
    let local: String = local.to_lowercase().nfc().collect();
    if !local.chars().all(is_folded) {
        return Err(LETTERS);
    }
    let domain = idna::domain_to_ascii_strict(domain).map_err(|_| RULE)?;
    let form = format!("{local}@{domain}");
    if form.len() <= limits::EMAIL_BYTES && domain.contains('.') {
        Ok(form)
    } else {
        Err(RULE)
    }
}

/// The domain of addresses in its one form.
///
/// # Errors
/// What the rule is, as a sentence for the writer.
pub(crate) fn domain(text: &str) -> Result<String, &'static str> {
    let text = text.trim();
    let address = form(&format!("a@{}", text.strip_prefix('@').unwrap_or(text)));
    let address = address.map_err(|_| "a domain looks like example.org")?;
    Ok(address.trim_start_matches("a@").to_owned())
}

/// As people read it: the domain in its own letters, unless these are not what they seem.
pub(crate) fn shown(form: &str) -> String {
    let (local, domain) = form.split_once('@').unwrap_or((form, ""));
    match idna::domain_to_unicode(domain) {
        (domain, Ok(())) => format!("{local}@{domain}"),
        _ => form.to_owned(),
    }
}

/// The first letter of each part, and the last part of the domain.
pub(crate) fn veiled(form: &str) -> String {
    let (local, domain) = form.split_once('@').unwrap_or((form, ""));
    let first = |text: &str| text.chars().next().map(String::from).unwrap_or_default();
    let last = domain.rsplit('.').next().unwrap_or_default();
    format!(
        "{}\u{2022}\u{2022}\u{2022}@{}\u{2022}\u{2022}\u{2022}.{last}",
        first(local),
        first(domain)
    )
}

/// Whether a letter is its own small form whichever way it is written: `ß` is also `ss`, `ς` also `σ`, and would be two accounts.
fn is_folded(c: char) -> bool {
    c.to_uppercase().flat_map(char::to_lowercase).eq([c])
}

/// What an address looks like: equal for two that a reader takes for the same.
pub(crate) fn skeleton(form: &str) -> String {
    let (local, domain) = form.split_once('@').unwrap_or((form, ""));
    let (domain, _as_far_as_it_goes) = idna::domain_to_unicode(domain);
    // Twice, because a small letter may look like one that only its capital looks like.
    let once = |text: &str| confused(text).collect::<String>().to_lowercase();
    once(&once(&format!("{local}@{domain}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_one_mailbox_is_one_text() {
        for (written, expected) in [
            (" Ada@Example.ORG ", "ada@example.org"),
            ("ada@b\u{fc}cher.example", "ada@xn--bcher-kva.example"),
            ("ada@bu\u{308}cher.example", "ada@xn--bcher-kva.example"),
            ("ada@B\u{dc}CHER.example", "ada@xn--bcher-kva.example"),
            ("ada@xn--bcher-kva.example", "ada@xn--bcher-kva.example"),
            ("ada@XN--BCHER-KVA.example", "ada@xn--bcher-kva.example"),
            ("J\u{f6}rg@example.org", "j\u{f6}rg@example.org"),
            ("jo\u{308}rg@example.org", "j\u{f6}rg@example.org"),
            ("first.last+tag@mail.example.org", "first.last+tag@mail.example.org"),
        ] {
            assert_eq!(form(written).as_deref(), Ok(expected), "{written}");
            assert_eq!(form(expected).as_deref(), Ok(expected), "a form is its own form");
        }
    }

    #[test]
    fn what_hides_or_has_two_forms_is_refused() {
        for (what, written) in [
            ("zero width space", "a\u{200b}da@example.org"),
            ("soft hyphen in the domain", "ada@exam\u{ad}ple.org"),
            ("zero width joiner", "ada\u{200d}@example.org"),
            ("word joiner", "ada@exam\u{2060}ple.org"),
            ("right-to-left override", "\u{202e}ada@example.org"),
            ("isolate", "ada\u{2066}@example.org"),
            ("left-to-right mark", "ada\u{200e}@example.org"),
            ("no-break space", "a\u{a0}da@example.org"),
            ("variation selector", "ada\u{fe0f}@example.org"),
            ("hangul filler", "ada\u{3164}@example.org"),
            ("tag", "ada\u{e0061}@example.org"),
            ("fullwidth at sign", "ada\u{ff20}example.org"),
            ("fullwidth letters", "\u{ff41}da@example.org"),
            ("ideographic full stop", "ada@example\u{3002}org"),
            ("ligature", "o\u{fb03}ce@example.org"),
            ("sharp s", "stra\u{df}e@example.org"),
            ("final sigma", "\u{3c3}\u{3b1}\u{3c2}@example.org"),
            ("dotless i", "\u{131}da@example.org"),
            ("long s", "\u{17f}am@example.org"),
            ("underscore in the domain", "ada@ex_ample.org"),
            ("hyphen at the end of a label", "ada@example-.org"),
            ("undecodable label", "ada@xn--a.example.org"),
        ] {
            assert!(form(written).is_err(), "{what}");
        }
        for written in [
            "",
            "a",
            "a@",
            "@b.c",
            "a@b",
            "a@b@c.d",
            "a@b..c",
            "a b@c.d",
            "a@b.c\r\nBcc: x@y.z",
            "a,b@c.d",
        ] {
            assert!(form(written).is_err(), "{written}");
        }
        assert!(form(&format!("{}@example.org", "a".repeat(255))).is_err());
    }

    #[test]
    fn look_alikes_have_one_skeleton() {
        let looks = |a: &str, b: &str| skeleton(&form(a).unwrap()) == skeleton(&form(b).unwrap());
        for (one, other) in [
            ("paul@example.org", "pau1@example.org"),
            ("ada@example.org", "\u{430}d\u{430}@example.org"),
            ("ada@example.org", "ada@ex\u{430}mple.org"),
            ("bob@example.org", "b0b@example.org"),
            ("ada@modern.example", "ada@modem.example"),
        ] {
            assert!(looks(one, other), "{one} {other}");
        }
        assert!(!looks("ada@example.org", "bob@example.org"));
        assert!(!looks("ada@example.org", "ada@example.com"));
    }
}
