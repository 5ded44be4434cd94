#!/usr/bin/env node
// Node 24 runs the TypeScript as it is, but not below a folder named node_modules: run it from a checkout.
import '../src/entry/cli.ts';
