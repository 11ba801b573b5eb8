//! What input and output look like: JSON problems and rotas, their schemas, findings about them, and the
//! formats of public benchmarks. Nothing else in the workspace knows these shapes.

pub mod doc;
