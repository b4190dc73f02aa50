import { playFlows } from "./play.mjs";
import { Pointer } from "./pointer.mjs";

playFlows("a person with a mouse", Pointer);
