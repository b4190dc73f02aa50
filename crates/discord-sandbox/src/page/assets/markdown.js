// Discord's markdown as elements. Every text of a message becomes a text node.
import { el } from "./dom.js";

const DEEPEST = 6;
const MARKS = [["**", "strong"], ["__", "u"], ["~~", "s"], ["||", "spoiler"], ["*", "em"], ["_", "em"]];
const STYLES = {
  t: { timeStyle: "short" }, T: { timeStyle: "medium" }, d: { dateStyle: "short" }, D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" }, F: { dateStyle: "full", timeStyle: "short" },
};
const UNITS = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
const formats = new Map();

// Formatters are slow to create, so each is created once.
function format(kind, language, options) {
  const key = `${kind} ${language} ${JSON.stringify(options)}`;
  if (!formats.has(key)) formats.set(key, new Intl[kind](language, options));
  return formats.get(key);
}

export function relative(seconds, language) {
  const distance = seconds - Date.now() / 1000;
  const [unit, size] = UNITS.find(([, size]) => Math.abs(distance) >= size) ?? UNITS.at(-1);
  return format("RelativeTimeFormat", language, { numeric: "auto" }).format(Math.round(distance / size), unit);
}

export function moment(seconds, style, language) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return String(seconds);
  const text = style === "R" ? relative(seconds, language) : format("DateTimeFormat", language, STYLES[style] ?? STYLES.f).format(date);
  return el("time", { datetime: date.toISOString(), title: format("DateTimeFormat", language, STYLES.F).format(date), "data-relative": style === "R" ? seconds : null }, text);
}

function link(url, label) {
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer nofollow" }, label);
}

function spoiler(children) {
  const button = el("button", { type: "button", class: "spoiler", "aria-expanded": "false", "aria-label": "Spoiler, press to show" });
  button.addEventListener("click", () => {
    const shown = el("span", { class: "spoiler-shown" }, children);
    button.replaceWith(shown);
  });
  return button;
}

// The tokens that begin with `<`, the link with a label, and the bare link.
const SPECIAL = /<@!?(\d+)>|<@&(\d+)>|<#(\d+)>|<\/([^:>]{1,100}):(\d+)>|<t:(-?\d{1,13})(?::([tTdDfFR]))?>|<a?:(\w{1,40}):\d+>|<(https?:\/\/[^\s>]+)>|\[([^\]\n]{1,300})\]\(<?(https?:\/\/[^\s)>]+)>?\)|(https?:\/\/[^\s<>"]*[^\s<>"'.,:;!?)\]])/y;

function special(text, at, names) {
  SPECIAL.lastIndex = at;
  const found = SPECIAL.exec(text);
  if (!found) return null;
  const [all, user, role, channel, command, , seconds, style, emoji, quiet, label, target, bare] = found;
  const mention = (sign, name) => el("span", { class: "mention" }, sign, el("bdi", {}, name));
  let node;
  if (user) node = mention("@", names.user(user));
  else if (role) node = mention("@", names.role(role));
  else if (channel) node = mention("#", names.channel(channel));
  else if (command) node = mention("/", command);
  else if (seconds) node = moment(Number(seconds), style ?? "f", names.language);
  else if (emoji) node = `:${emoji}:`;
  else if (quiet) node = link(quiet, quiet);
  else if (label) node = link(target, label);
  else node = link(bare, bare);
  return [node, all.length];
}

function inline(text, names, depth = 0) {
  const nodes = [];
  let plain = "";
  const push = (node) => {
    if (plain) nodes.push(plain);
    plain = "";
    nodes.push(node);
  };
  let at = 0;
  // A mark without an end has none further on either, so it is searched for only once.
  const endless = new Set();
  while (at < text.length) {
    const letter = text[at];
    if (letter === "\\" && /[!-/:-@[-`{-~]/.test(text[at + 1] ?? "")) {
      plain += text[at + 1];
      at += 2;
      continue;
    }
    if (letter === "`") {
      const fence = /^`+/.exec(text.slice(at, at + 8))[0];
      const end = endless.has(fence) ? -1 : text.indexOf(fence, at + fence.length);
      if (end > at + fence.length - 1 && end !== at + fence.length) {
        push(el("code", {}, text.slice(at + fence.length, end)));
        at = end + fence.length;
        continue;
      }
      if (end < 0) endless.add(fence);
      plain += fence;
      at += fence.length;
      continue;
    }
    if (letter === "<" || letter === "[" || letter === "h") {
      const found = special(text, at, names);
      if (found) {
        push(found[0]);
        at += found[1];
        continue;
      }
    }
    const mark = depth < DEEPEST && MARKS.find(([mark]) => text.startsWith(mark, at) && !endless.has(mark));
    if (mark) {
      const [sign, tag] = mark;
      const end = text.indexOf(sign, at + sign.length + 1);
      const isWord = sign === "_" && (/\w/.test(text[at - 1] ?? "") || /\w/.test(text[end + 1] ?? ""));
      if (end > 0 && !isWord && !/\s/.test(text[at + sign.length])) {
        const inner = inline(text.slice(at + sign.length, end), names, depth + 1);
        push(tag === "spoiler" ? spoiler(inner) : el(tag, {}, inner));
        at = end + sign.length;
        continue;
      }
      if (end < 0) endless.add(sign);
    }
    plain += letter;
    at += 1;
  }
  if (plain) nodes.push(plain);
  return nodes;
}

function codeBlock(text) {
  const copied = el("span", { class: "copied", role: "status" });
  const copy = el("button", { type: "button", class: "plain copy", onclick: async () => {
    await navigator.clipboard.writeText(text).then(() => { copied.textContent = "Copied"; }, () => { copied.textContent = "Select and copy it"; });
  } }, "Copy");
  return el("div", { class: "code" }, el("pre", { tabindex: "0" }, el("code", {}, text)), copy, copied);
}

// Renders a text by lines: headings, subtext, quotes, lists, and paragraphs.
function lines(text, names) {
  const nodes = [];
  let paragraph;
  let list;
  for (const line of text.split("\n")) {
    const heading = /^(#{1,3}) +(.+)/.exec(line);
    const item = /^ {0,6}(?:[-*]|\d{1,3}\.) +(.+)/.exec(line);
    const small = /^-# +(.+)/.exec(line);
    const quote = /^> (.*)/.exec(line);
    if (item) {
      const name = /^\s*\d/.test(line) ? "ol" : "ul";
      if (list?.localName !== name) nodes.push(list = el(name, {}));
      list.append(el("li", {}, inline(item[1], names)));
      paragraph = undefined;
      continue;
    }
    list = undefined;
    if (heading) nodes.push(el("p", { class: `heading h${heading[1].length}` }, inline(heading[2], names)));
    else if (small) nodes.push(el("p", { class: "subtext" }, inline(small[1], names)));
    else if (quote) nodes.push(el("blockquote", {}, inline(quote[1], names)));
    else if (paragraph) {
      paragraph.append(el("br"), ...inline(line, names));
      continue;
    } else if (line.trim()) {
      nodes.push(paragraph = el("p", {}, inline(line, names)));
      continue;
    }
    paragraph = undefined;
  }
  return nodes;
}

// Renders the content of a message. `names` finds the names of users, roles and channels, and holds the language.
export function markdown(text, names) {
  const nodes = [];
  let at = 0;
  while (at < text.length) {
    const start = text.indexOf("```", at);
    const end = start < 0 ? -1 : text.indexOf("```", start + 3);
    if (end < 0) break;
    nodes.push(...lines(text.slice(at, start), names));
    nodes.push(codeBlock(text.slice(start + 3, end).replace(/^[\w+-]*\n/, "").replace(/\n$/, "")));
    at = end + 3;
  }
  return [...nodes, ...lines(text.slice(at), names)];
}

// Renders a short text, such as a title, on one line.
export const oneLine = (text, names) => inline(text, names);
