//! Shapes of the nouns for the API description, where they cannot be read off the type: texts that are parsed, conditions, what a
//! question selects. Words, records and lists describe themselves where they stand.

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::schema::{Parts, list, named, object, one_of, text, tuple};

/// Texts that are parsed: ids, names, and forms such as `user:usr_…`.
macro_rules! texts {
    ($($name:ty: $about:literal;)*) => {$(
        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                text($about)
            }
        }
        impl ToSchema for $name {}
    )*};
}

texts! {
    crate::principal::Principal: "`user:ID`, `group:ID` or `all`.";
    crate::row_rule::AppliesTo: "`workspace`, `all`, `user:ID` or `group:ID`.";
    crate::policy::TagSelector: "`key=value`.";
    crate::display::DisplayChoice: "`viewer`, `me` or `user:ID`.";
    crate::document::Span: "A length of time: `30s`, `15m`, `24h`, `7d`, `52w`.";
    crate::origin::Origin: "The address of a site without a path: `https://intranet.example`.";
    crate::network::Network: "A range of addresses: `10.0.0.0/8`, `2001:db8::/32`; or one address.";
    crate::brand::Colour: "A colour: `#0f766e`.";
    crate::document::Refresh: "`live`, `manual`, or a length of time.";
}

impl PartialSchema for crate::pattern::Pattern {
    fn schema() -> RefOr<Schema> {
        <String as PartialSchema>::schema()
    }
}

impl ToSchema for crate::pattern::Pattern {}

impl PartialSchema for crate::value::Literal {
    fn schema() -> RefOr<Schema> {
        let kinds = vec![Type::String, Type::Number, Type::Boolean];
        Schema::from(ObjectBuilder::new().schema_type(SchemaType::Array(kinds))).into()
    }
}

impl ToSchema for crate::value::Literal {}

impl PartialSchema for crate::predicate::Operand {
    fn schema() -> RefOr<Schema> {
        let references = ["var", "viewer", "workspace"];
        let references = references.map(|key| object([(key, text(""))]).into());
        one_of(std::iter::once(named("Literal")).chain(references))
    }
}

impl ToSchema for crate::predicate::Operand {
    fn schemas(parts: &mut Parts) {
        parts.push(("Literal".to_owned(), crate::value::Literal::schema()));
    }
}

impl PartialSchema for crate::predicate::Predicate {
    fn schema() -> RefOr<Schema> {
        let conditions = || RefOr::from(list(named("Predicate")));
        let column = || text("");
        let operand = || named("Operand");
        let compared = ["eq", "ne", "lt", "le", "gt", "ge"];
        let compared = compared.map(|word| object([(word, tuple([column(), operand()]))]));
        let others = [
            object([("and", conditions())]),
            object([("or", conditions())]),
            object([("not", named("Predicate"))]),
            object([(
                "in",
                tuple([column(), one_of([list(named("Literal")).into(), operand()])]),
            )]),
            object([("between", tuple([column(), operand(), operand()]))]),
            object([("is_null", column())]),
            object([("time", column())]),
        ];
        one_of(compared.into_iter().chain(others).map(RefOr::from))
    }
}

impl ToSchema for crate::predicate::Predicate {
    fn schemas(parts: &mut Parts) {
        parts.push(("Operand".to_owned(), crate::predicate::Operand::schema()));
        crate::predicate::Operand::schemas(parts);
    }
}

impl PartialSchema for crate::question::Select {
    fn schema() -> RefOr<Schema> {
        let name = || ("as", text("Name in the answer."));
        let plain = object([("column", text(""))]);
        let plain = match plain {
            Schema::Object(object) => Schema::from(
                ObjectBuilder::from(object)
                    .property("grain", named("Grain"))
                    .property(name().0, name().1),
            ),
            other => other,
        };
        let aggregate = |word: &&str| match object([(word, text("A column; for `count` also `*`."))]) {
            Schema::Object(object) => Schema::from(ObjectBuilder::from(object).property(name().0, name().1)),
            other => other,
        };
        let words = <crate::question::Aggregate as crate::words::Word>::WORDS;
        one_of(
            std::iter::once(plain)
                .chain(words.iter().map(aggregate))
                .map(RefOr::from),
        )
    }
}

impl ToSchema for crate::question::Select {
    fn schemas(parts: &mut Parts) {
        parts.push(("Grain".to_owned(), crate::question::Grain::schema()));
    }
}
