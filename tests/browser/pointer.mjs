// Hands that use a mouse.
export class Pointer {
  press(control) {
    return control.click();
  }

  type(field, text) {
    return field.fill(text);
  }

  choose(list, entry) {
    return list.selectOption({ label: entry });
  }

  pick(group, entry) {
    return group.getByRole("radio", { name: entry, exact: true }).check();
  }

  tick(box) {
    return box.check();
  }
}
