//! Schemas of properties that are lists, objects or codes, with their labels: utoipa's derive drops the extensions of
//! whatever is not a plain value.

use serde_json::{Value, json};
use utoipa::PartialSchema;
use utoipa::openapi::extensions::{Extensions, ExtensionsBuilder};
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, OneOfBuilder, Type};
use utoipa::openapi::{RefOr, Schema};

/// What a shape gives back to the derive.
pub(super) type Shape = RefOr<Schema>;

fn extensions(given: &[(&str, Value)]) -> Extensions {
    given.iter().fold(ExtensionsBuilder::new(), |all, (name, value)| all.add(*name, value.clone())).build()
}

/// The schema of `T` in place, with a label.
pub(super) fn object<T: PartialSchema>(label: &str) -> Shape {
    with(T::schema(), &[("x-label", json!(label))])
}

/// `T` or nothing, with a label.
pub(super) fn optional<T: PartialSchema>(label: &str) -> Shape {
    let nothing = ObjectBuilder::new().schema_type(Type::Null);
    let either = OneOfBuilder::new().item(nothing).item(T::schema());
    Schema::OneOf(either.extensions(Some(extensions(&[("x-label", json!(label))]))).build()).into()
}

/// A list of `T`, with a label.
pub(super) fn list<T: PartialSchema>(label: &str) -> Shape {
    let list = ArrayBuilder::new().items(T::schema());
    Schema::Array(list.extensions(Some(extensions(&[("x-label", json!(label))]))).build()).into()
}

/// A list of persons that is picked rather than typed.
pub(super) fn persons(label: &str) -> Shape {
    let list = ArrayBuilder::new().items(String::schema()).min_items(Some(1));
    let given = extensions(&[("x-label", json!(label)), ("x-widget", json!("person"))]);
    Schema::Array(list.extensions(Some(given)).build()).into()
}

/// A code with its words, at a place in a form.
pub(super) fn code<T: PartialSchema>(label: &str, group: &str, order: u32, words: Value) -> Shape {
    let given = [
        ("x-label", json!(label)),
        ("x-group", json!(group)),
        ("x-order", json!(order)),
        ("x-widget", json!("code")),
        ("x-enum-labels", words),
    ];
    with(T::schema(), &given)
}

fn with(schema: Shape, given: &[(&str, Value)]) -> Shape {
    match schema {
        RefOr::T(Schema::Object(mut object)) => {
            object.extensions = Some(extensions(given));
            Schema::Object(object).into()
        }
        other => other,
    }
}
