//! Parts of descriptions for the API: texts, words, objects with exactly these fields, any JSON. Which noun has which shape is in
//! `shapes.rs`, or stands with the type.

use utoipa::openapi::schema::{AdditionalProperties, ArrayBuilder, ObjectBuilder, OneOfBuilder, Schema, Type};
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

pub(crate) fn plain(kind: Type) -> Schema {
    ObjectBuilder::new().schema_type(kind).into()
}

pub(crate) fn named(name: &str) -> RefOr<Schema> {
    Ref::from_schema_name(name).into()
}

pub(crate) fn list(of: impl Into<RefOr<Schema>>) -> Schema {
    ArrayBuilder::new().items(of.into()).into()
}

/// An object with exactly these fields, all of them needed.
pub(crate) fn object<const N: usize>(fields: [(&str, RefOr<Schema>); N]) -> Schema {
    let all = ObjectBuilder::new().additional_properties(Some(AdditionalProperties::FreeForm(false)));
    let all = fields
        .into_iter()
        .fold(all, |all, (name, schema)| all.property(name, schema).required(name));
    all.into()
}

/// A list of exactly these items.
pub(crate) fn tuple<const N: usize>(items: [RefOr<Schema>; N]) -> RefOr<Schema> {
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

pub(crate) fn one_of(schemas: impl IntoIterator<Item = RefOr<Schema>>) -> RefOr<Schema> {
    let all = schemas.into_iter().fold(OneOfBuilder::new(), OneOfBuilder::item);
    Schema::OneOf(all.build()).into()
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
