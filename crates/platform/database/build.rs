//! Embeds the migrations anew whenever the series changes.

fn main() {
    println!("cargo:rerun-if-changed=../../../migrations");
}
