#!/usr/bin/env node
// Node 24 runs the TypeScript as it is, but not below a folder named node_modules (see docs/how-to).
import '../src/entry/cli.ts';
