// A message: its author, content, embeds, files, buttons and menus.
import { avatar, el, named } from "./dom.js";
import { markdown, moment, oneLine } from "./markdown.js";
import { openMenu } from "./menu.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger" };
const [BUTTON, STRINGS, USERS, ROLES, CHANNELS] = [2, 3, 5, 6, 8];

// Returns an element for a message. `context` knows names, the bot, and what a component does.
export function messageElement(message, context) {
  const { names, bot } = context;
  const cause = message.cause;
  const origin = cause?.user && el("p", { class: "cause" }, "@", named(names.user(cause.user)), " used ",
    el("b", {}, cause.target ? cause.name : `/${cause.name}`), cause.target ? [" on @", named(names.user(cause.target))] : null);
  const body = message.thinking
    ? el("p", { class: "thinking" }, "The bot is thinking", el("span", { class: "dots", "aria-hidden": "true" }, " …"))
    : el("div", { class: "content" }, markdown(message.content ?? "", names));
  return el("article", { class: message.ephemeral ? "message ephemeral" : "message", "data-id": message.id },
    avatar(bot.name, true),
    el("div", { class: "body" },
      origin,
      el("p", { class: "author" }, el("b", {}, named(bot.name)), " ", el("span", { class: "tag" }, "BOT"), " ", moment(Math.floor(message.at / 1000), "t", names.language)),
      body,
      (message.embeds ?? []).map((one) => embed(one, names)),
      message.files.map((file) => attachment(file, context)),
      (message.components ?? []).map((row) => el("div", { class: "row" }, (row.components ?? []).map((one) => component(message, one, context)))),
      message.ephemeral ? el("p", { class: "only-you" }, "Only you can see this.") : null));
}

function embed(one, names) {
  const node = el("div", { class: "embed" },
    one.author?.name ? el("p", { class: "subtext" }, one.author.name) : null,
    one.title ? el("p", { class: "heading h3" }, oneLine(one.title, names)) : null,
    one.description ? el("div", {}, markdown(one.description, names)) : null,
    one.fields?.length ? el("dl", {}, one.fields.map((field) => el("div", { class: field.inline ? "inline" : null },
      el("dt", {}, oneLine(field.name, names)), el("dd", {}, markdown(field.value, names))))) : null,
    one.footer?.text ? el("p", { class: "subtext" }, one.footer.text) : null);
  if (Number.isInteger(one.color)) node.style.setProperty("--edge", `#${one.color.toString(16).padStart(6, "0")}`);
  return node;
}

function attachment(file, { me }) {
  const path = `${file.path}?person=${encodeURIComponent(me)}`;
  if (file.is_image) return el("img", { src: path, alt: file.about ?? file.name, class: "picture" });
  const size = file.size < 1024 ? `${file.size} B` : `${(file.size / 1024).toFixed(1)} KiB`;
  return el("p", { class: "file" }, el("a", { href: path, download: file.name }, "Download ", named(file.name)), ` (${size})`, file.about ? el("span", { class: "subtext" }, file.about) : null);
}

function component(message, one, context) {
  const emoji = one.emoji?.id ? null : one.emoji?.name;
  const label = [emoji ? `${emoji} ` : null, one.label];
  if (one.type === BUTTON && one.url) return el("a", { class: "button secondary", href: /^https?:/.test(one.url) ? one.url : null, target: "_blank", rel: "noopener noreferrer" }, label, " ↗");
  const attributes = { type: "button", "data-component": one.custom_id, disabled: one.disabled };
  if (one.type === BUTTON) {
    return el("button", { ...attributes, class: `button ${STYLES[one.style] ?? "secondary"}`, onclick: (event) => context.use(message, one, [], event.currentTarget) }, label);
  }
  const chosen = chosenValues(one);
  const entries = entriesOf(one, context);
  const labels = entries.filter(({ value }) => chosen.includes(value)).map((entry) => entry.label);
  const button = el("button", { ...attributes, class: "button select", "aria-haspopup": "menu", onclick: () => choose(message, one, button, entries, chosen, context) },
    labels.length ? el("bdi", {}, labels.join(", ")) : one.placeholder ?? "Choose", el("span", { "aria-hidden": "true" }, " ▾"));
  if (labels.length && one.placeholder) button.setAttribute("aria-label", `${one.placeholder}: ${labels.join(", ")}`);
  return button;
}

function chosenValues(menu) {
  if (menu.type === STRINGS) return menu.options.filter((option) => option.default).map((option) => option.value);
  return (menu.default_values ?? []).map((value) => String(value.id));
}

function entriesOf(menu, { members, roles, channels }) {
  const all = (list) => list.map(({ id, name }) => ({ value: id, label: name }));
  if (menu.type === STRINGS) return menu.options.map(({ value, label, description }) => ({ value, label, note: description }));
  return { [USERS]: () => all(members), [ROLES]: () => all(roles), [CHANNELS]: () => all(channels) }[menu.type]?.() ?? [];
}

// Opens a select menu. With a single choice, the choice is sent at once.
function choose(message, menu, button, entries, chosen, context) {
  const [least, most] = [menu.min_values ?? 1, menu.max_values ?? 1];
  const send = (values) => context.use(message, menu, values, button);
  const picked = new Set(chosen);
  const items = entries.map(({ value, label, note }) => most === 1
    ? { label, note, checked: picked.has(value), run: () => send([value]) }
    : { label, note, checked: picked.has(value), stays: true, run: () => picked.delete(value) ? false : Boolean(picked.add(value)) });
  if (most > 1) items.push({ label: "Done", run: () => send([...picked]) });
  else if (least === 0) items.push({ label: "Choose nothing", run: () => send([]) });
  openMenu(button, items, menu.placeholder ?? "Choose");
}
