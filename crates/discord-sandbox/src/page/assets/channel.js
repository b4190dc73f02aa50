// The channels, the members, and the messages of the open channel.
import { announce, avatar, byId, el, named } from "./dom.js";
import { NO_ANSWER, act, state } from "./connection.js";
import { fold } from "./fold.js";
import { relative } from "./markdown.js";
import { messageElement } from "./message.js";
import { offersMenu, openMenu } from "./menu.js";
import { userCommands } from "./command.js";

const open = new Map();
const read = new Map();
// How far from its end the chat still follows new messages, in pixels.
const NEAR_END = 80;
let isAtEnd = true;
let acknowledged = () => {};

export function prepareChannels(whenAcknowledged) {
  acknowledged = whenAcknowledged;
  const log = byId("log");
  // Only a scroll upwards leaves the end. The event of another one may come after the next message.
  let top = 0;
  log.addEventListener("scroll", () => {
    if (log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END) isAtEnd = true;
    else if (log.scrollTop < top) isAtEnd = false;
    top = log.scrollTop;
  });
  // The height of messages is known only once they are drawn, and the tour changes the height of the chat.
  const fit = new ResizeObserver(() => { if (isAtEnd) log.scrollTop = log.scrollHeight; });
  fit.observe(log);
  fit.observe(byId("messages"));
  setInterval(() => {
    for (const time of document.querySelectorAll("[data-relative]")) time.textContent = relative(Number(time.dataset.relative), state.person?.locale);
  }, 10_000);
}

// Returns the id of the open channel.
export function channel() {
  const { channels, dm } = state.surroundings;
  const chosen = open.get(state.me);
  return chosen === dm || channels.some(({ id }) => id === chosen) ? chosen : channels[0]?.id ?? dm;
}

export function openChannel(id) {
  open.set(state.me, id);
  showChannels();
  showAll();
}

const key = (id) => `${state.me} ${id}`;
const inChannel = (id) => [...state.messages.values()].filter((message) => message.channel === id);

function names() {
  const { users, roles, channels, bot } = state.surroundings;
  const find = (list, id) => list.find((one) => one.id === id)?.name ?? "unknown";
  return { user: (id) => users[id] ?? (id === bot.id ? bot.name : "unknown"), role: (id) => find(roles, id), channel: (id) => find(channels, id), language: state.person.locale };
}

export function showChannels() {
  const { guild, channels, dm, bot } = state.surroundings;
  const current = channel();
  const entry = (id, sign, name) => {
    const newest = inChannel(id).at(-1)?.id ?? "";
    if (id === current) read.set(key(id), newest);
    const isUnread = newest > (read.get(key(id)) ?? "");
    return el("li", {}, el("button", { type: "button", "data-channel": id, "aria-current": id === current ? "page" : null, onclick: () => { openChannel(id); fold("sidebar", false); } },
      el("span", { "aria-hidden": "true", class: "sign" }, sign), named(name), isUnread ? el("span", { class: "unread" }, "new") : null));
  };
  const focused = document.activeElement?.dataset?.channel;
  byId("guild").replaceChildren(named(guild ?? ""));
  byId("channels").replaceChildren(...channels.map(({ id, name }) => entry(id, "#", name)));
  byId("dms").replaceChildren(entry(dm, "@", bot.name));
  byId("title").replaceChildren(current === dm ? "@ " : "# ", named(current === dm ? bot.name : channels.find(({ id }) => id === current)?.name ?? ""));
  if (focused) document.querySelector(`[data-channel="${CSS.escape(focused)}"]`)?.focus();
}

export function showMembers() {
  const language = state.person.locale;
  const ids = [...byId("members").querySelectorAll("[data-member]")].map((node) => node.dataset.member).join();
  const { members } = state.surroundings;
  if (ids === members.map(({ id }) => id).join()) return;
  byId("members").replaceChildren(...members.map(({ id, name }) => {
    const button = el("button", { type: "button", "data-member": id, "aria-haspopup": "menu" }, avatar(name), named(name));
    offersMenu(button, (point) => {
      const items = userCommands(state.commands, language).map((command) => ({ label: command.label, run: () => useOn(id, command) }));
      openMenu(button, items, `Menu of ${name}`, point);
    });
    return el("li", {}, button);
  }));
}

async function useOn(target, command) {
  await acting(() => act(channel(), "user_command", { name: command.name, target }));
}

// Does something, and shows what prevents it.
async function acting(send, button) {
  const fault = byId("composer").querySelector(".fault");
  fault.textContent = "";
  button?.setAttribute("aria-busy", "true");
  try {
    const answer = await send();
    if (answer.acknowledged === null) throw new Error(NO_ANSWER);
    acknowledged(answer);
  } catch (error) {
    fault.textContent = error.message;
  }
  button?.removeAttribute("aria-busy");
}

function context() {
  const { bot, members, roles, channels } = state.surroundings;
  return {
    names: names(), bot, members, roles, channels, me: state.me,
    use: (message, component, values, button) => acting(() => act(message.channel, "component", { message: message.id, custom_id: component.custom_id, values }), button),
  };
}

// Shows every message of the open channel.
export function showAll() {
  const log = byId("log");
  const shown = context();
  const messages = inChannel(channel()).map((message) => messageElement(message, shown));
  byId("messages").replaceChildren(...messages.length ? messages : [el("p", { class: "hint empty" }, "Nothing was written here yet.")]);
  isAtEnd = true;
  log.scrollTop = log.scrollHeight;
}

// Shows new and changed messages, and keeps the place and the focus.
export function showMessages({ changed, fresh, isFirst }) {
  showChannels();
  if (isFirst) {
    showAll();
    return;
  }
  const log = byId("log");
  const shown = context();
  for (const message of changed.filter((message) => message.channel === channel())) {
    const old = log.querySelector(`[data-id="${message.id}"]`);
    const node = messageElement(message, shown);
    const focused = old ? components(old).indexOf(document.activeElement) : -1;
    if (old) old.replaceWith(node);
    else {
      log.querySelector(".empty")?.remove();
      byId("messages").append(node);
    }
    if (focused >= 0) focusNear(components(node), focused);
  }
  const told = (fresh.length ? fresh : changed).findLast((message) => message.channel === channel() && !message.thinking);
  if (told) announce(`${state.surroundings.bot.name}: ${spoken(log.querySelector(`[data-id="${told.id}"]`))}`);
}

const components = (node) => [...node.querySelectorAll("[data-component]")];

// Focuses the component at a place. The next page's button may be disabled on the last page, and its id changes.
function focusNear(all, place) {
  const usable = all.filter((node) => !node.disabled);
  (usable.includes(all[place]) ? all[place] : usable.at(-1) ?? byId("log")).focus();
}

// Returns the words of a message, without its author and its buttons.
function spoken(node) {
  const parts = [...node.querySelectorAll(".content, .embed > *, .file, .picture")];
  return parts.map((part) => part.alt ?? part.textContent).filter((text) => text).join(". ");
}
