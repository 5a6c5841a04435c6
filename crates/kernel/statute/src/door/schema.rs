//! JSON Schema of facts.

use serde_json::{Map, Value, json};

use super::shape::{Field, LARGEST_YEN, LONGEST_LIST, LONGEST_TEXT, Presence, Shape};

const DAY: &str = "^(18(6[89]|[7-9][0-9])|19[0-9]{2}|2[01][0-9]{2}|2200)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
const MONTH: &str = "^(18(6[89]|[7-9][0-9])|19[0-9]{2}|2[01][0-9]{2}|2200)-(0[1-9]|1[0-2])$";

/// The JSON Schema (2020-12) of an object with these fields. What it cannot say (30 February) the check says.
#[must_use]
pub fn schema(title: &str, fields: &[Field]) -> Value {
    let mut schema = object(fields);
    if let Some(members) = schema.as_object_mut() {
        members.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        members.insert("title".to_owned(), json!(title));
    }
    schema
}

fn object(fields: &[Field]) -> Value {
    let properties: Map<String, Value> = fields.iter().map(|field| (field.name.to_owned(), property(field))).collect();
    let required: Vec<&str> =
        fields.iter().filter(|field| field.presence == Presence::Required).map(|field| field.name).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn property(field: &Field) -> Value {
    let mut schema = shape(field.shape);
    if let Some(members) = schema.as_object_mut() {
        if let (Presence::Optional, Some(form)) = (field.presence, members.get_mut("type")) {
            *form = json!([form.take(), "null"]);
        }
        if let (Presence::Optional, Some(Value::Array(words))) = (field.presence, members.get_mut("enum")) {
            words.push(Value::Null);
        }
        members.insert("title".to_owned(), json!(field.ja));
        members.insert("description".to_owned(), json!(field.en));
    }
    schema
}

fn shape(shape: Shape) -> Value {
    match shape {
        Shape::Day => json!({ "type": "string", "format": "date", "pattern": DAY }),
        Shape::Month => json!({ "type": "string", "pattern": MONTH }),
        Shape::Yen => json!({ "type": "integer", "minimum": 0, "maximum": LARGEST_YEN }),
        Shape::SignedYen => json!({ "type": "integer", "minimum": -LARGEST_YEN, "maximum": LARGEST_YEN }),
        Shape::Count(most) => json!({ "type": "integer", "minimum": 0, "maximum": most }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Text => json!({ "type": "string", "maxLength": LONGEST_TEXT }),
        Shape::OneOf(choices) => {
            let codes: Vec<&str> = choices.iter().map(|choice| choice.code).collect();
            let labels: Vec<Value> =
                choices.iter().map(|choice| json!({ "code": choice.code, "ja": choice.ja, "en": choice.en })).collect();
            json!({ "type": "string", "enum": codes, "x-choices": labels })
        }
        Shape::Object(fields) => object(fields),
        Shape::Objects(fields) => list(object(fields)),
        Shape::YenList => list(self::shape(Shape::Yen)),
        Shape::Days => list(self::shape(Shape::Day)),
        Shape::MonthList => list(self::shape(Shape::Month)),
    }
}

fn list(items: Value) -> Value {
    json!({ "type": "array", "items": items, "maxItems": LONGEST_LIST })
}
