// What tests of boards, meetings and matrices do on every page.
import { press } from "./people.mjs";

// The words of the page, without what stands around it.
export const main = (page) => page.locator("#main").innerText();

const shots = process.env.GUILDHALL_SHOTS;
// A picture of the page, into the folder GUILDHALL_SHOTS, where it is given.
export async function shoot(page, name) {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
}

// From the form of a change: what it does, then saved.
export async function save(page) {
  await press(page, "See what will change");
  await press(page, "Save");
}
