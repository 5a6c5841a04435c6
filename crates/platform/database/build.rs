//! Embeds the migrations anew whenever the series changes.
#![expect(clippy::print_stdout, reason = "cargo reads a build script's instructions from its output")]

fn main() {
    println!("cargo:rerun-if-changed=../../../migrations");
}
