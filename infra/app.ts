/** Writes the templates and bundles of a stage into the folder named on the command line, else where the CDK asks for them. */
import { argv } from "node:process";
import { brightSpotsApp } from "./bright-spots.ts";

const [, , outdir] = argv;
brightSpotsApp({ ...(outdir !== undefined && { outdir }) }).app.synth();
