// A form whose answer to "check" is shown while one types: the element around it says where the
// form goes (data-check) and which element of the answer takes the place of ours (data-check-into).

const REST_MS = 600;

async function check(box: HTMLElement, form: HTMLFormElement): Promise<HTMLElement | null> {
  const body = new URLSearchParams();
  new FormData(form).forEach((value, name) => {
    if (typeof value === "string") body.append(name, value);
  });
  body.set("step", "check");
  const answer = await fetch(box.dataset.check ?? "", { method: "POST", body });
  if (!answer.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.getElementById(box.dataset.checkInto ?? "");
}

export function startChecks(): void {
  document.querySelectorAll<HTMLElement>("[data-check]").forEach((box) => {
    const form = box.querySelector("form");
    let into = document.getElementById(box.dataset.checkInto ?? "");
    if (!form || !into) return;
    let timer = 0;
    let round = 0;
    form.addEventListener("input", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(async () => {
        round += 1;
        const mine = round;
        // Without an answer the page stays as it is: the button asks again.
        const fresh = await check(box, form).catch(() => null);
        if (!fresh || !into || mine !== round) return;
        into.replaceWith(fresh);
        into = fresh;
      }, REST_MS);
    });
  });
}
