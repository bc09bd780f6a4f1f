// What the cart exposes as "cart/Button": a component with its own style sheet.
import { add, type Line } from "store";
import "./button.css";

export function Button(line: Line): HTMLButtonElement {
  const button = document.createElement("button");
  button.className = "add-to-cart";
  button.textContent = `Add ${line.name}`;
  button.addEventListener("click", () => add(line));
  return button;
}
