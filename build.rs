//! Scripts and texts are built into the program: it is built anew when one of them is new or gone,
//! which the compiler does not notice by itself.

fn main() {
    println!("cargo:rerun-if-changed=scripts");
    println!("cargo:rerun-if-changed=locales");
}
