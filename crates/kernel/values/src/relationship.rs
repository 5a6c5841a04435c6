//! 続柄 — how a member stands to the head of the household (住民記録システム標準仕様書 1.1.11).

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

pub use crate::head_change::{Certainty, HeadChangeError, Proposal, propose_after_head_change};

/// Most links the grammar joins.
pub const MAX_LINKS: usize = 4;

/// One link of a relationship.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Link {
    /// 夫.
    Husband,
    /// 妻.
    Wife,
    /// 夫（未届）: lives as husband, marriage not filed.
    HusbandUnfiled,
    /// 妻（未届）: lives as wife, marriage not filed.
    WifeUnfiled,
    /// 子.
    Child,
    /// 子（子の夫）: adopted child who is the husband of a child.
    ChildHusbandOfChild,
    /// 子（子の妻）: adopted child who is the wife of a child.
    ChildWifeOfChild,
    /// 父.
    Father,
    /// 母.
    Mother,
    /// 兄.
    ElderBrother,
    /// 姉.
    ElderSister,
    /// 弟.
    YoungerBrother,
    /// 妹.
    YoungerSister,
}

impl Link {
    /// All links, a longer word before a shorter one it begins with.
    const ALL: [Link; 13] = [
        Link::HusbandUnfiled,
        Link::WifeUnfiled,
        Link::ChildHusbandOfChild,
        Link::ChildWifeOfChild,
        Link::Husband,
        Link::Wife,
        Link::Child,
        Link::Father,
        Link::Mother,
        Link::ElderBrother,
        Link::ElderSister,
        Link::YoungerBrother,
        Link::YoungerSister,
    ];

    /// The word of the grammar.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Link::Husband => "夫",
            Link::Wife => "妻",
            Link::HusbandUnfiled => "夫（未届）",
            Link::WifeUnfiled => "妻（未届）",
            Link::Child => "子",
            Link::ChildHusbandOfChild => "子（子の夫）",
            Link::ChildWifeOfChild => "子（子の妻）",
            Link::Father => "父",
            Link::Mother => "母",
            Link::ElderBrother => "兄",
            Link::ElderSister => "姉",
            Link::YoungerBrother => "弟",
            Link::YoungerSister => "妹",
        }
    }

    /// Husband or wife, filed or not.
    #[must_use]
    pub const fn is_spouse(self) -> bool {
        matches!(self, Link::Husband | Link::Wife | Link::HusbandUnfiled | Link::WifeUnfiled)
    }

    /// Child, adopted ones included.
    #[must_use]
    pub const fn is_child(self) -> bool {
        matches!(self, Link::Child | Link::ChildHusbandOfChild | Link::ChildWifeOfChild)
    }

    /// Father or mother.
    #[must_use]
    pub const fn is_parent(self) -> bool {
        matches!(self, Link::Father | Link::Mother)
    }

    /// Brother or sister.
    #[must_use]
    pub const fn is_sibling(self) -> bool {
        matches!(self, Link::ElderBrother | Link::ElderSister | Link::YoungerBrother | Link::YoungerSister)
    }
}

/// 続柄 — 世帯主, up to four links joined by の, 縁故者 or 同居人. 孫, 祖父, 長男 and the like are not in the grammar.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relationship {
    /// 世帯主.
    Head,
    /// A relative, from the head outwards: 子の妻.
    Kin(Kinship),
    /// 縁故者 — a relative beyond the grammar, or one who cannot prove it.
    DistantRelative,
    /// 同居人 — lives there without being related.
    Cohabitant,
}

/// One to four links.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kinship(Vec<Link>);

impl Kinship {
    /// The links, from the head outwards; never empty.
    #[must_use]
    pub fn links(&self) -> &[Link] {
        &self.0
    }
}

/// A relationship outside the grammar.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RelationshipError {
    /// A word the grammar does not have.
    #[error("`{0}` is not a relationship of the national grammar")]
    NotInGrammar(String),
    /// More than four links.
    #[error("`{0}` joins more than four links; the grammar says 縁故者")]
    TooManyLinks(String),
}

impl RelationshipError {
    /// The same for the person at the screen, with the usual mending.
    #[must_use]
    pub fn japanese(&self) -> String {
        match self {
            RelationshipError::NotInGrammar(text) => {
                format!("「{text}」は続柄として使えません。孫は「子の子」、祖母は「父の母」のように入力してください。")
            }
            RelationshipError::TooManyLinks(text) => {
                format!("「{text}」は四つを超えて続いています。「縁故者」と入力してください。")
            }
        }
    }
}

impl Relationship {
    /// A relative by links from the head outwards.
    ///
    /// # Errors
    /// [`RelationshipError`] for none, or more than four.
    pub fn kin(links: &[Link]) -> Result<Relationship, RelationshipError> {
        match links.len() {
            0 => Err(RelationshipError::NotInGrammar(String::new())),
            1..=MAX_LINKS => Ok(Relationship::Kin(Kinship(links.to_vec()))),
            _ => {
                let words: Vec<_> = links.iter().map(|link| link.word()).collect();
                Err(RelationshipError::TooManyLinks(words.join("の")))
            }
        }
    }

    /// Whether this is the head.
    #[must_use]
    pub fn is_head(&self) -> bool {
        matches!(self, Relationship::Head)
    }

    /// Whether this is the head's husband or wife, filed or not.
    #[must_use]
    pub fn is_spouse_of_head(&self) -> bool {
        matches!(self.links(), Some([link]) if link.is_spouse())
    }

    /// The links: empty for the head, nothing for 縁故者 and 同居人.
    #[must_use]
    pub fn links(&self) -> Option<&[Link]> {
        match self {
            Relationship::Head => Some(&[]),
            Relationship::Kin(kinship) => Some(kinship.links()),
            Relationship::DistantRelative | Relationship::Cohabitant => None,
        }
    }
}

impl fmt::Display for Relationship {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Relationship::Head => f.pad("世帯主"),
            Relationship::DistantRelative => f.pad("縁故者"),
            Relationship::Cohabitant => f.pad("同居人"),
            Relationship::Kin(kinship) => {
                let words: Vec<_> = kinship.links().iter().map(|link| link.word()).collect();
                f.pad(&words.join("の"))
            }
        }
    }
}

impl FromStr for Relationship {
    type Err = RelationshipError;

    /// Reads the wording of the grammar; half-width brackets are read as full-width ones.
    fn from_str(text: &str) -> Result<Relationship, RelationshipError> {
        let plain = text.replace('(', "（").replace(')', "）");
        match plain.as_str() {
            "世帯主" => return Ok(Relationship::Head),
            "縁故者" => return Ok(Relationship::DistantRelative),
            "同居人" => return Ok(Relationship::Cohabitant),
            _ => {}
        }
        let not_in_grammar = || RelationshipError::NotInGrammar(text.to_owned());
        let mut links = Vec::new();
        let mut rest = plain.as_str();
        loop {
            let found = Link::ALL.into_iter().find_map(|link| Some((link, rest.strip_prefix(link.word())?)));
            let (link, behind) = found.ok_or_else(not_in_grammar)?;
            links.push(link);
            if behind.is_empty() {
                return Relationship::kin(&links);
            }
            rest = behind.strip_prefix('の').ok_or_else(not_in_grammar)?;
        }
    }
}

crate::text::serde_as_text!(Relationship);
