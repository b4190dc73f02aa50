// Judges inside a page whether the focus on an element is visible. The function is sent to the page as it is.
export function focusOn(element, wanted) {
  const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
  const luminance = (colour) => {
    const [red, green, blue] = parts(colour).map((part) => part / 255)
      .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const background = (from) => {
    for (let at = from; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (parts(colour)[3] !== 0) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const fault = () => {
    const style = getComputedStyle(element);
    if (!element.matches(":focus-visible")) return "the browser does not show the focus";
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return "the focus has no outline";
    const behind = background(parseFloat(style.outlineOffset) < 0 ? element : element.parentElement);
    const ratio = contrast(style.outlineColor, behind);
    if (ratio < 3) return `the outline has a contrast of ${ratio.toFixed(1)}`;
    const box = element.getBoundingClientRect();
    if (box.width < 8 || box.height < 8) return `the control measures ${box.width} × ${box.height}`;
    const visible = { left: Math.max(box.left, 0), right: Math.min(box.right, innerWidth), top: Math.max(box.top, 0), bottom: Math.min(box.bottom, innerHeight) };
    const hit = document.elementFromPoint((visible.left + visible.right) / 2, (visible.top + visible.bottom) / 2);
    if (visible.right - visible.left < 8 || !element.contains(hit)) return "the control is hidden or off the screen";
    return null;
  };
  const tag = element?.tagName ?? "BODY";
  return { tag, isWanted: element === wanted, fault: tag === "BODY" ? null : fault() };
}
