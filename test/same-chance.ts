/** Properties draw the same cases in every run, so that a red run can be repeated; PROPERTY_SEED draws others. */
import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 2017) });
