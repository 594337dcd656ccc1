//! How deep the tree of a text in SQL can become, told from its tokens before anything is parsed: one pass without recursion. The
//! parser counts brackets but not chains such as `1+1+1…`, which make trees as deep as they are long. Gives an upper bound;
//! what the text means is not known here.

use datafusion::sql::sqlparser::keywords::Keyword;
use datafusion::sql::sqlparser::tokenizer::{Token, Word};

/// Steps from the top of the tree to its deepest leaf, at most.
pub(crate) fn depth(tokens: &[Token]) -> usize {
    let mut open = vec![Level::default()];
    for token in tokens {
        match meaning(token) {
            Meaning::Opens(operator) => {
                if let Some(level) = open.last_mut().filter(|_| operator) {
                    level.term = level.term.saturating_add(1);
                }
                open.push(Level::default());
            }
            // A bracket that nobody opened is the parser's to refuse.
            Meaning::Closes if open.len() > 1 => {
                let inner = open.pop().map_or(0, |level| level.deepest());
                if let Some(level) = open.last_mut() {
                    level.term = level.term.max(inner.saturating_add(1));
                }
            }
            Meaning::Closes | Meaning::Nothing => {}
            Meaning::Separates => {
                if let Some(level) = open.last_mut() {
                    *level = Level {
                        finished: level.deepest(),
                        sets: level.sets,
                        ..Level::default()
                    };
                }
            }
            Meaning::Operator => {
                if let Some(level) = open.last_mut() {
                    level.term = level.term.saturating_add(1);
                }
            }
            Meaning::Joins => {
                if let Some(level) = open.last_mut() {
                    level.chain = level.chain.max(level.term).saturating_add(1);
                    level.term = 0;
                }
            }
            Meaning::Set => {
                if let Some(level) = open.last_mut() {
                    let sets = level.sets.saturating_add(1);
                    *level = Level {
                        finished: level.deepest(),
                        sets,
                        ..Level::default()
                    };
                }
            }
        }
    }
    // What is left open nests all the same.
    open.iter().fold(0, |sum, level| sum.saturating_add(level.deepest()))
}

/// What stands between one pair of brackets.
#[derive(Debug, Default)]
struct Level {
    /// The deepest of the expressions that are done.
    finished: usize,
    /// Of the one that is being read: conditions joined by `and` and `or`.
    chain: usize,
    /// Of the condition that is being read.
    term: usize,
    /// Questions joined by `union` and the like.
    sets: usize,
}

impl Level {
    fn deepest(&self) -> usize {
        let open = self.chain.max(self.term.saturating_add(1));
        self.finished.max(open.saturating_add(self.sets))
    }
}

enum Meaning {
    /// A bracket; after an operand `[` is an operator too.
    Opens(bool),
    Closes,
    /// What follows is beside what came, and not above it.
    Separates,
    /// One step more.
    Operator,
    /// `and`, `or`: bind weaker than all other operators.
    Joins,
    /// `union` and the like.
    Set,
    Nothing,
}

fn meaning(token: &Token) -> Meaning {
    match token {
        Token::LParen | Token::LBrace => Meaning::Opens(false),
        Token::LBracket => Meaning::Opens(true),
        Token::RParen | Token::RBracket | Token::RBrace => Meaning::Closes,
        Token::Comma | Token::SemiColon => Meaning::Separates,
        Token::Word(Word { keyword, quote_style: None, .. }) => word(*keyword),
        Token::EOF
        | Token::Word(_)
        | Token::Number(_, _)
        | Token::SingleQuotedString(_)
        | Token::DoubleQuotedString(_)
        | Token::Placeholder(_)
        | Token::Whitespace(_)
        // Names such as `dataset.column` are one leaf; a field of a field is bounded with the subscript before it.
        | Token::Period => Meaning::Nothing,
        // Whatever else there is may be an operator.
        _ => Meaning::Operator,
    }
}

fn word(keyword: Keyword) -> Meaning {
    match keyword {
        Keyword::AND | Keyword::OR | Keyword::XOR => Meaning::Joins,
        Keyword::UNION | Keyword::INTERSECT | Keyword::EXCEPT | Keyword::MINUS => Meaning::Set,
        Keyword::CASE => Meaning::Opens(false),
        Keyword::END => Meaning::Closes,
        Keyword::WHEN
        | Keyword::THEN
        | Keyword::ELSE
        | Keyword::SELECT
        | Keyword::FROM
        | Keyword::WHERE
        | Keyword::HAVING
        | Keyword::QUALIFY
        | Keyword::LIMIT
        | Keyword::OFFSET
        | Keyword::JOIN
        | Keyword::ON => Meaning::Separates,
        // Names and clauses begin no new step; every other word may.
        Keyword::NoKeyword
        | Keyword::AS
        | Keyword::BY
        | Keyword::ASC
        | Keyword::DESC
        | Keyword::NULL
        | Keyword::TRUE
        | Keyword::FALSE
        | Keyword::DATE
        | Keyword::TIME
        | Keyword::TIMESTAMP
        | Keyword::WITH
        | Keyword::VALUES
        | Keyword::ALL
        | Keyword::DISTINCT
        | Keyword::LEFT
        | Keyword::RIGHT
        | Keyword::INNER
        | Keyword::OUTER
        | Keyword::CROSS
        | Keyword::FULL => Meaning::Nothing,
        _ => Meaning::Operator,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use datafusion::sql::sqlparser::dialect::GenericDialect;
    use datafusion::sql::sqlparser::tokenizer::Tokenizer;

    fn of(sql: &str) -> usize {
        depth(&Tokenizer::new(&GenericDialect {}, sql).tokenize().unwrap())
    }

    #[test]
    fn chains_of_every_kind_are_as_deep_as_they_are_long() {
        for part in [
            "+1",
            " || 'x'",
            " and a = 1",
            " or a",
            "::text",
            "[1]",
            " is null",
            " union select 1",
            " not between 1 and 2",
            " like 'x'",
            " at time zone 'UTC'",
            " collate x",
            " = 1",
            " -> 1",
        ] {
            let text = format!("select 1{}", part.repeat(500));
            assert!(of(&text) >= 500, "{part}");
            let text = format!("select a from t where (1{}) > 1", part.repeat(500));
            assert!(of(&text) >= 500, "inside: {part}");
        }
        for part in ["not ", "- ", "case when ", "(", "abs("] {
            assert!(of(&format!("select {}", part.repeat(500))) >= 500, "{part}");
        }
    }

    #[test]
    fn what_stands_side_by_side_is_flat() {
        let many = |part: &str| part.repeat(1_000);
        for text in [
            format!("select {}1", many("a+b, ")),
            format!("select a from t where a in ({}1)", many("1, ")),
            format!("select case {} end", many("when a = 1 then 'x' ")),
            format!("select f({}1)", many("(a), ")),
            format!("select a from t {}", many("join u on t.a = u.a ")),
        ] {
            assert!(of(&text) < 20, "{} is {}", &text[..40], of(&text));
        }
        let ordinary = "with m as (select date_trunc('month', t.at) as m, sum(x) as s from t where t.a = $a and t.b > 1 group by 1)
            select m, s, s - lag(s) over (order by m) as d from m where s > (select avg(s) from m) order by m desc limit 10";
        assert!(of(ordinary) < 20, "{}", of(ordinary));
    }
}
