// The commands as the bot registered them, in a language: flattened, searched, and read from a typed line.
export const SUBCOMMAND = 1;
export const TYPES = { STRING: 3, INTEGER: 4, BOOLEAN: 5, USER: 6, CHANNEL: 7, ROLE: 8, NUMBER: 10 };
const TYPE_NAMES = { 3: "text", 4: "whole number", 5: "yes or no", 6: "member", 7: "channel", 8: "role", 10: "number" };
const [SLASH, USER_COMMAND] = [1, 2];

const local = (thing, field, language) => thing[`${field}_localizations`]?.[language] ?? thing[field];

// Returns the slash commands, with each subcommand as a command of its own.
export function slashCommands(commands, language) {
  return commands.filter(({ type }) => type === SLASH).flatMap((command) => {
    const name = local(command, "name", language);
    const subcommands = (command.options ?? []).filter(({ type }) => type === SUBCOMMAND);
    if (!subcommands.length) return [described([command.name], name, command, language)];
    return subcommands.map((sub) => described([command.name, sub.name], `${name} ${local(sub, "name", language)}`, sub, language));
  });
}

function described(path, name, command, language) {
  const options = (command.options ?? []).map((option) => ({
    ...option, label: local(option, "name", language), about: local(option, "description", language), kind: TYPE_NAMES[option.type] ?? "value",
    choices: option.choices?.map((choice) => ({ ...choice, label: local(choice, "name", language) })),
  }));
  return { path, name, about: local(command, "description", language), options };
}

// Returns the commands of the context menu of a member.
export function userCommands(commands, language) {
  return commands.filter(({ type }) => type === USER_COMMAND).map((command) => ({ name: command.name, label: local(command, "name", language) }));
}

export function matching(commands, typed) {
  const text = typed.replace(/^\//, "").toLowerCase();
  const rank = ({ name }) => (name.toLowerCase().startsWith(text) ? 0 : 1);
  return commands.filter(({ name, path }) => name.toLowerCase().includes(text) || path.join(" ").includes(text)).sort((one, other) => rank(one) - rank(other));
}

// Reads a line such as `/sell member:@anna note:for a friend`. Returns the command and the texts of its options, or
// null if it is not a whole command.
export function parsed(commands, line) {
  const text = line.trim().replace(/^\//, "");
  const fits = commands.filter(({ name, path }) => [name, path.join(" ")].some((known) => text === known || text.startsWith(`${known} `)));
  const command = fits.sort((one, other) => other.name.length - one.name.length)[0];
  if (!command) return null;
  const names = command.options.flatMap(({ name, label }) => [name, label]).map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (!names.length) return { command, texts: {} };
  const parts = text.split(new RegExp(`(?:^|\\s)(${[...new Set(names)].join("|")}):`));
  const texts = {};
  for (let at = 1; at < parts.length; at += 2) {
    const option = command.options.find(({ name, label }) => name === parts[at] || label === parts[at]);
    texts[option.name] = parts[at + 1].trim();
  }
  return { command, texts };
}

// Returns the entries that a person can choose for an option without asking the bot. Null if any text may be typed.
export function entriesOf(option, { members, roles, channels }) {
  const all = (list) => list.map(({ id, name }) => ({ value: id, label: name }));
  if (option.choices?.length) return option.choices.map(({ value, label }) => ({ value, label }));
  switch (option.type) {
    case TYPES.BOOLEAN: return [{ value: true, label: "True" }, { value: false, label: "False" }];
    case TYPES.USER: return all(members);
    case TYPES.ROLE: return all(roles);
    case TYPES.CHANNEL: return all(channels);
    default: return null;
  }
}

// Returns the value that is sent for a typed text. Throws an error with a sentence for people.
export function valueOf(option, text, surroundings) {
  const entries = entriesOf(option, surroundings);
  if (entries) {
    const typed = text.replace(/^[@#]/, "").toLowerCase();
    const found = entries.find(({ label, value }) => label.toLowerCase() === typed || String(value) === typed);
    if (!found) throw new Error(`${option.label}: choose one of the entries.`);
    return found.value;
  }
  if (option.type !== TYPES.INTEGER && option.type !== TYPES.NUMBER) return text;
  const number = Number(text);
  if (!text.trim() || Number.isNaN(number)) throw new Error(`${option.label}: a number is expected.`);
  return number;
}
