/** Rust, C and C++, Swift, and what build files of other languages name. */
export const NATIVE = `
Axum | framework | axum web | cargo:axum
Actix Web | framework | actix web | cargo:actix-web
Rocket | framework | rocket web | cargo:rocket
Warp | framework | web | cargo:warp
Poem | framework | web | cargo:poem cargo:salvo cargo:tide cargo:ntex
Loco | framework | web | cargo:loco-rs
Hyper | library | http | cargo:hyper
Tower | library | middleware | cargo:tower cargo:tower-http
Leptos | framework | leptos web wasm | cargo:leptos
Yew | framework | yew web wasm | cargo:yew
Dioxus | framework | dioxus web wasm | cargo:dioxus
Sycamore | framework | web wasm | cargo:sycamore
Bevy | framework | bevy game | cargo:bevy
Macroquad | framework | game | cargo:macroquad cargo:ggez cargo:piston*
egui | framework | ui desktop | cargo:egui cargo:eframe
iced | framework | ui desktop | cargo:iced
Slint | framework | ui desktop | cargo:slint
GTK | library | gtk desktop | cargo:gtk* cargo:gtk4 conan:gtk
Ratatui | framework | terminal-ui | cargo:ratatui cargo:tui cargo:crossterm
wgpu | library | graphics gpu | cargo:wgpu
Tokio | library | tokio async | cargo:tokio
async-std | library | async | cargo:async-std cargo:smol cargo:monoio cargo:glommio
Rayon | library | parallelism concurrency | cargo:rayon
Crossbeam | library | concurrency | cargo:crossbeam*
Actix | framework | actors | cargo:actix cargo:ractor cargo:kameo
Serde | library | serialization | cargo:serde cargo:serde_json
Reqwest | library | http-client | cargo:reqwest cargo:ureq
Diesel | library | orm database | cargo:diesel
SQLx | library | database | cargo:sqlx
SeaORM | library | orm database | cargo:sea-orm
sled | database | embedded-database | cargo:sled cargo:redb cargo:fjall
RocksDB | database | embedded-database | cargo:rocksdb pypi:python-rocksdb
Tantivy | library | search | cargo:tantivy
DataFusion | library | data analytics | cargo:datafusion
Candle | library | machine-learning ai | cargo:candle-*
Burn | framework | machine-learning ai | cargo:burn
tch | library | machine-learning ai | cargo:tch cargo:ort cargo:linfa
async-graphql | library | graphql | cargo:async-graphql cargo:juniper
tokio-tungstenite | library | websocket | cargo:tokio-tungstenite cargo:tungstenite
Quinn | library | quic networking | cargo:quinn cargo:quiche
rustls | library | tls security | cargo:rustls
ring | library | cryptography security | cargo:ring cargo:sha2 cargo:aes-gcm
Clap | library | cli | cargo:clap cargo:structopt
tracing | library | logging observability | cargo:tracing cargo:tracing-subscriber
anyhow | library |  | cargo:anyhow cargo:thiserror
nom | library | parser | cargo:nom cargo:pest cargo:chumsky cargo:logos
wasm-bindgen | library | wasm | cargo:wasm-bindgen cargo:web-sys
Wasmtime | library | wasm | cargo:wasmtime cargo:wasmer
Embassy | framework | embedded iot | cargo:embassy-* cargo:cortex-m* cargo:esp-hal
Aya | library | ebpf linux | cargo:aya* go:github.com/cilium/ebpf
Solana | framework | blockchain | cargo:solana-* cargo:anchor-lang npm:@solana/*
Substrate | framework | blockchain | cargo:sp-core cargo:frame-support
Criterion | tool | benchmark performance | cargo:criterion cargo:divan
proptest | tool | property-testing testing | cargo:proptest cargo:quickcheck
Boost | library | boost | conan:boost
Qt | framework | qt desktop | conan:qt conan:qt5 conan:qt6
OpenCV | library | computer-vision | conan:opencv cargo:opencv go:gocv.io/*
SDL | library | game graphics | conan:sdl conan:sdl2 conan:sdl3 cargo:sdl2
SFML | library | game graphics | conan:sfml
raylib | library | game graphics | conan:raylib cargo:raylib
OpenGL | library | graphics gpu | conan:opengl conan:glfw conan:glfw3 conan:glew cargo:glium
Vulkan | library | graphics gpu | conan:vulkan cargo:ash cargo:vulkano
CUDA | library | cuda gpu | conan:cuda conan:cudatoolkit
OpenMP | library | parallelism | conan:openmp
MPI | library | parallelism | conan:mpi pypi:mpi4py
Eigen | library | mathematics | conan:eigen conan:eigen3
fmt | library |  | conan:fmt conan:spdlog
nlohmann/json | library | json | conan:nlohmann_json conan:nlohmann-json
Poco | library | networking | conan:poco
Asio | library | networking async | conan:asio
OpenSSL | library | tls security | conan:openssl cargo:openssl
libuv | library | async | conan:libuv
SQLite | database | sqlite | conan:sqlite3
GoogleTest | tool | testing | conan:gtest conan:googletest
Catch2 | tool | testing | conan:catch2 conan:doctest
Google Benchmark | tool | benchmark performance | conan:benchmark
`;
