/** Loaded with `--import`: prints the address of every module that the process resolves. */
import { registerHooks } from "node:module";

registerHooks({
  resolve(specifier, context, nextResolve) {
    const resolved = nextResolve(specifier, context);
    process.stdout.write(`${resolved.url}\n`);
    return resolved;
  },
});
