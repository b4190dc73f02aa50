import { playFlows } from "./play.mjs";
import { Pointer } from "./pointer.mjs";

const only = [
  "signs in and out",
  "creates a key and uses it with the pasted curl line",
  "imports licenses, with a bad line first",
  "withdraws and restores licenses",
  "reveals a key, which the audit records",
];
playFlows("a person without JavaScript", Pointer, { script: false, only });
