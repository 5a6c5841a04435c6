//! The OpenAPI document as the source of who may call what.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use utoipa::openapi::schema::{ArrayItems, Schema};
use utoipa::openapi::{OpenApi, RefOr};

/// What the contract says of one operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    /// The permission that it needs (`x-permission`); `public` needs no session and `signed_in` any session.
    pub permission: String,
    /// Whether it changes nothing (`x-reads`), though it is a POST because what it asks for is personal.
    pub only_reads: bool,
}

/// `METHOD /path` to what the contract says of it.
pub type PermissionTable = BTreeMap<String, Door>;

/// Completes the document: title, licence, version of the contract.
pub fn describe(document: &mut OpenApi, version: &str) {
    document.info.title = "Yakuba 役場".to_owned();
    document.info.version = version.to_owned();
    document.info.description =
        Some("Core-business system for Japanese municipalities. 標準準拠システムの API。".to_owned());
    let mut license = utoipa::openapi::License::new("Apache-2.0");
    license.identifier = Some("Apache-2.0".to_owned());
    document.info.license = Some(license);
    for schema in document.components.iter_mut().flat_map(|components| components.schemas.values_mut()) {
        label_lists(schema);
    }
}

/// utoipa writes what a property says of itself onto the items where the property is a list; it belongs on the list.
fn label_lists(schema: &mut RefOr<Schema>) {
    if let RefOr::T(Schema::AllOf(parts)) = schema {
        parts.items.iter_mut().for_each(label_lists);
    }
    let RefOr::T(Schema::Object(object)) = schema else { return };
    for property in object.properties.values_mut() {
        label_lists(property);
        if let RefOr::T(Schema::Array(list)) = property
            && let ArrayItems::RefOrSchema(items) = &mut list.items
        {
            label_lists(items);
            if let RefOr::T(Schema::Object(item)) = items.as_mut()
                && list.extensions.is_none()
            {
                list.extensions = item.extensions.take();
            }
        }
    }
}

/// Reads `x-permission` of every operation.
///
/// # Errors
/// Names of operations without one: no path may be reachable by forgetting.
pub fn permission_table(document: &OpenApi) -> Result<PermissionTable, Vec<String>> {
    let document = serde_json::to_value(document).unwrap_or_else(|_| json!({}));
    let mut table = PermissionTable::new();
    let mut without = Vec::new();
    for (path, item) in document.get("paths").and_then(Value::as_object).into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            let Some(operation) = operation.as_object() else { continue };
            let name = format!("{} {path}", method.to_uppercase());
            match operation.get("x-permission").and_then(Value::as_str) {
                Some(permission) => {
                    let only_reads = operation.get("x-reads").and_then(Value::as_bool).unwrap_or(false);
                    table.insert(name, Door { permission: permission.to_owned(), only_reads });
                }
                None => without.push(name),
            }
        }
    }
    if without.is_empty() { Ok(table) } else { Err(without) }
}
