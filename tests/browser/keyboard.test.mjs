import { Keyboard } from "./keyboard.mjs";
import { playFlows } from "./play.mjs";

playFlows("a person with a keyboard alone", Keyboard);
