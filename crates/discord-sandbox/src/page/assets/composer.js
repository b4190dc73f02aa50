// The input: chooses a command, fills its options, and sends it.
import { announce, byId, el, named, newId } from "./dom.js";
import { NO_ANSWER, act, state } from "./connection.js";
import { entriesOf, matching, parsed, slashCommands, valueOf } from "./command.js";

const MOST_ENTRIES = 25;
const PAUSE = 40;
let here = () => null;
let done = () => {};

// Prepares the input. `channel` returns the open channel. `acknowledged` is called with the bot's acknowledgement.
export function prepareComposer(channel, acknowledged) {
  here = channel;
  done = acknowledged;
  showLine();
}

const commands = () => slashCommands(state.commands, state.person?.locale);

// Shows the empty input for a line.
export function showLine(text = "", hasFocus = false) {
  const form = byId("composer");
  const fault = el("p", { class: "fault", role: "alert" });
  const input = el("input", { id: "input", placeholder: "Type / for the bot's commands", "aria-label": "Command line", autocomplete: "off", spellcheck: "false" });
  form.onkeydown = null;
  form.onsubmit = (event) => {
    event.preventDefault();
    const line = parsed(commands(), input.value);
    // Somebody who types fast presses Enter before the commands are listed.
    const first = input.value.length > 1 ? matching(commands(), input.value)[0] : undefined;
    if (line && input.value.startsWith("/")) fill(line.command, line.texts);
    else if (first && input.value.startsWith("/")) fill(first, {});
    else fault.textContent = input.value.startsWith("/") ? "The bot has no such command here." : "People cannot write here. Type / to see the bot's commands.";
  };
  form.replaceChildren(el("div", { class: "line" }, input, el("button", { class: "button primary" }, "Send")), fault);
  complete(input, async (typed) => typed.startsWith("/") && !typed.includes(":")
    ? matching(commands(), typed).map((command) => ({ value: command, label: `/${command.name}`, note: command.about })) : [],
  (entry) => fill(entry.value, {}));
  input.value = text;
  if (hasFocus) input.focus();
}

// Puts a command line into the input, with its options filled in.
export function prefill(text) {
  const line = parsed(commands(), text);
  if (line) fill(line.command, line.texts, true);
  else showLine(text, true);
}

// Shows a command with a field for each option that is required or filled, and buttons for the others.
function fill(command, texts, toSend = false) {
  const form = byId("composer");
  const fault = el("p", { class: "fault", role: "alert" });
  const fields = el("div", { class: "fields" });
  const rest = el("div", { class: "row" });
  const shown = new Map();
  const add = (option) => {
    const field = fieldOf(command, option, shown);
    shown.set(option.name, { option, ...field });
    fields.append(field.node);
    return field;
  };
  for (const option of command.options) {
    if (option.required || texts[option.name] !== undefined) {
      const field = add(option);
      if (texts[option.name] !== undefined) field.set(texts[option.name]);
    } else {
      const button = el("button", { type: "button", class: "plain", title: option.about, onclick: () => { button.remove(); add(option).input.focus(); } }, `+ ${option.label}`);
      rest.append(button);
    }
  }
  const send = el("button", { class: "button primary" }, "Send");
  form.onsubmit = async (event) => {
    event.preventDefault();
    fault.textContent = "";
    try {
      const values = valuesOf(shown);
      send.disabled = true;
      const answer = await act(here(), "command", { path: command.path, values });
      showLine("", true);
      if (answer.acknowledged === null) throw new Error(NO_ANSWER);
      done(answer);
    } catch (error) {
      send.disabled = false;
      // The fields are gone if the command was sent.
      (fault.isConnected ? fault : byId("composer").querySelector(".fault")).textContent = error.message;
    }
  };
  form.replaceChildren(
    el("div", { class: "line" }, el("strong", { class: "command" }, `/${command.name}`), fields, send,
      el("button", { type: "button", class: "plain", onclick: () => showLine("", true) }, "Cancel")),
    rest.childElementCount ? rest : "", fault);
  form.onkeydown = (event) => { if (event.key === "Escape") showLine("", true); };
  announce(`${command.name}: ${command.about}`);
  const first = [...shown.values()].find(({ input }) => !input.value)?.input;
  (toSend && !first ? send : first ?? send).focus();
}

function valuesOf(shown, except) {
  const values = {};
  for (const [name, { option, input, chosen }] of shown) {
    if (option === except) continue;
    const text = input.value;
    if (chosen() && chosen().label === text) values[name] = chosen().value;
    else if (text !== "") values[name] = valueOf(option, text, state.surroundings);
    else if (option.required && !except) throw new Error(`${option.label}: this option is required.`);
  }
  return values;
}

// A field of an option. Entries come from the page, or from the bot while somebody types.
function fieldOf(command, option, shown) {
  const id = newId();
  const input = el("input", { id, autocomplete: "off", spellcheck: "false", placeholder: option.kind, title: option.about, maxlength: 6000, inputmode: option.kind.endsWith("number") ? "numeric" : null });
  let chosen = null;
  const entries = async (typed) => {
    const own = entriesOf(option, state.surroundings);
    if (own) {
      const text = typed.replace(/^[@#]/, "").toLowerCase();
      return own.filter(({ label }) => label.toLowerCase().includes(text));
    }
    if (!option.autocomplete) return [];
    let others = {};
    try { others = valuesOf(shown, option); } catch { /* The other options are not complete yet. */ }
    const answer = await act(here(), "autocomplete", { path: command.path, values: { ...others, [option.name]: typed }, focused: option.name });
    return (answer.choices ?? []).map(({ name, name_localizations: names, value }) => ({ label: names?.[state.person.locale] ?? name, value }));
  };
  const node = el("span", { class: "option" }, el("label", { for: id }, option.label, option.required ? "" : el("span", { class: "unseen" }, " (optional)")), input);
  complete(input, entries, (entry) => {
    chosen = entry;
    input.value = entry.label;
  });
  return { node, input, chosen: () => chosen, set: (text) => { input.value = text; } };
}

// Offers entries below an input while somebody types, as a combobox.
function complete(input, entriesFor, pick) {
  const id = newId();
  const list = el("ul", { id, role: "listbox", class: "entries", "aria-label": "Suggestions", hidden: true });
  Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list" }).forEach(([name, value]) => input.setAttribute(name, value));
  input.after(list);
  let shown = [];
  let active = -1;
  let turn = 0;
  let timer;
  let isStale = false;
  const hide = () => {
    turn += 1;
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (at) => {
    active = at;
    [...list.children].forEach((node, index) => node.setAttribute("aria-selected", String(index === at)));
    list.children[at]?.scrollIntoView({ block: "nearest" });
    if (at >= 0) input.setAttribute("aria-activedescendant", list.children[at].id);
    else input.removeAttribute("aria-activedescendant");
  };
  const choose = (entry) => {
    isStale = false;
    hide();
    pick(entry);
  };
  const offer = async () => {
    const mine = turn += 1;
    const found = await entriesFor(input.value).catch(() => []);
    if (mine !== turn || document.activeElement !== input) return;
    isStale = false;
    shown = found.slice(0, MOST_ENTRIES);
    list.replaceChildren(...shown.map((entry) => el("li", { role: "option", id: newId(), "aria-selected": "false", onpointerdown: (event) => { event.preventDefault(); choose(entry); } },
      named(entry.label), entry.note ? el("span", { class: "subtext" }, named(entry.note)) : null)));
    list.hidden = shown.length === 0;
    input.setAttribute("aria-expanded", String(shown.length > 0));
    mark(shown.length && input.value ? 0 : -1);
  };
  input.addEventListener("input", () => {
    isStale = true;
    clearTimeout(timer);
    timer = setTimeout(offer, PAUSE);
  });
  input.addEventListener("focus", offer);
  input.addEventListener("click", () => { if (list.hidden) offer(); });
  input.addEventListener("blur", hide);
  // Chooses the first entry once the entries for the typed text have come. Without one, the text is sent as it is.
  const chooseFirst = async () => {
    clearTimeout(timer);
    await offer();
    if (active >= 0) choose(shown[active]);
    else input.form.requestSubmit();
  };
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && isStale) {
      event.preventDefault();
      chooseFirst();
      return;
    }
    if (list.hidden) {
      if (event.key === "ArrowDown") { event.preventDefault(); offer(); }
      return;
    }
    const last = shown.length - 1;
    const next = { ArrowDown: active >= last ? 0 : active + 1, ArrowUp: active <= 0 ? last : active - 1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      mark(next);
    } else if ((event.key === "Enter" || (event.key === "Tab" && input.value)) && active >= 0) {
      // Enter on a chosen entry sends; until then it chooses.
      if (event.key === "Enter") event.preventDefault();
      choose(shown[active]);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      hide();
    }
  });
}
