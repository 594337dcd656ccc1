//! Shapes of the nouns for the API description, where they cannot be read off the type: texts that are parsed, conditions, any
//! JSON. Words, records and lists describe themselves where they stand.

use utoipa::openapi::schema::{
    AdditionalProperties, ArrayBuilder, ObjectBuilder, OneOfBuilder, Schema, SchemaType, Type,
};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

/// Descriptions by name, as utoipa collects them.
pub type Parts = Vec<(String, RefOr<Schema>)>;

/// The description of a text.
#[must_use]
pub fn text(about: &str) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description((!about.is_empty()).then_some(about))
        .into()
}

/// The description of a closed list of words.
#[must_use]
pub fn words(words: &'static [&'static str]) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(words.iter().copied()))
        .into()
}

fn plain(kind: Type) -> Schema {
    ObjectBuilder::new().schema_type(kind).into()
}

fn named(name: &str) -> RefOr<Schema> {
    Ref::from_schema_name(name).into()
}

fn list(of: impl Into<RefOr<Schema>>) -> Schema {
    ArrayBuilder::new().items(of.into()).into()
}

/// An object with exactly these fields, all of them needed.
fn object<const N: usize>(fields: [(&str, RefOr<Schema>); N]) -> Schema {
    let all = ObjectBuilder::new().additional_properties(Some(AdditionalProperties::FreeForm(false)));
    let all = fields
        .into_iter()
        .fold(all, |all, (name, schema)| all.property(name, schema).required(name));
    all.into()
}

/// A list of exactly these items.
fn tuple<const N: usize>(items: [RefOr<Schema>; N]) -> RefOr<Schema> {
    let items: Vec<Schema> = items
        .into_iter()
        .map(|item| match item {
            RefOr::T(schema) => schema,
            RefOr::Ref(reference) => Schema::AllOf(
                utoipa::openapi::schema::AllOfBuilder::new()
                    .item(RefOr::Ref::<Schema>(reference))
                    .build(),
            ),
        })
        .collect();
    let (least, most) = (Some(N), Some(N));
    Schema::from(
        ArrayBuilder::new()
            .prefix_items(items)
            .min_items(least)
            .max_items(most)
            .items(utoipa::openapi::schema::ArrayItems::False),
    )
    .into()
}

fn one_of(schemas: impl IntoIterator<Item = RefOr<Schema>>) -> RefOr<Schema> {
    let all = schemas.into_iter().fold(OneOfBuilder::new(), OneOfBuilder::item);
    Schema::OneOf(all.build()).into()
}

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
    crate::document::Refresh: "`live`, `manual`, or a length of time.";
}

/// Any JSON value. Lists nest two deep; objects as deep as they like.
#[derive(Debug)]
pub struct JsonValue;

/// Any JSON object.
#[derive(Debug)]
pub struct JsonMap;

fn scalars() -> [RefOr<Schema>; 4] {
    [Type::String, Type::Number, Type::Boolean, Type::Null].map(|kind| plain(kind).into())
}

impl PartialSchema for JsonValue {
    fn schema() -> RefOr<Schema> {
        let flat = || scalars().into_iter().chain([named("JsonMap")]);
        let inner = one_of(flat().chain([list(one_of(flat())).into()]));
        one_of(flat().chain([list(inner).into()]))
    }
}

impl ToSchema for JsonValue {
    fn schemas(parts: &mut Parts) {
        parts.push(("JsonMap".to_owned(), JsonMap::schema()));
    }
}

impl PartialSchema for JsonMap {
    fn schema() -> RefOr<Schema> {
        let values = AdditionalProperties::RefOr(named("JsonValue"));
        Schema::from(ObjectBuilder::new().additional_properties(Some(values))).into()
    }
}

impl ToSchema for JsonMap {
    fn schemas(parts: &mut Parts) {
        parts.push(("JsonValue".to_owned(), JsonValue::schema()));
    }
}

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
