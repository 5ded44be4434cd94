/** In a Workers bundle a `.wasm` import is a compiled module. */
declare module 'highs/runtime' {
  const module: WebAssembly.Module;
  export default module;
}
