// An entry that imports a remote and a shared package like any other module: no bootstrap file.
import { copies, subscribe, version } from "store";
import { Button } from "cart/Button";

const byId = (id: string): HTMLElement => document.getElementById(id)!;

byId("products").append(Button({ name: "lamp", cents: 3999 }), Button({ name: "stool", cents: 8900 }));

subscribe((lines) => {
  byId("count").textContent = String(lines.length);
});
byId("shared").textContent = `store ${version}, copies on this page: ${copies()}`;

byId("receipt").addEventListener("click", async () => {
  const { receipt } = await import("./receipt"); // a chunk of its own, loaded by this click
  byId("total").textContent = receipt();
});
