"use strict";
(() => {
  const root = document.documentElement;
  const all = (query, within = document) => [...within.querySelectorAll(query)];
  const shown = (element) => element.getClientRects().length > 0;

  // A section that is led to opens, with all around it.
  const reveal = (element) => {
    for (let at = element; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    element.scrollIntoView({ block: "center" });
    all(".found").forEach((old) => old.classList.remove("found"));
    element.classList.add("found");
    const focused = element.matches("a, summary, button") ? element : element.querySelector("a, summary") || element;
    focused.focus({ preventScroll: true });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href^='#']");
    if (!link || link.classList.contains("skip")) return;
    const href = link.getAttribute("href");
    // From the document the way back leads to the figure in the language that is shown.
    const found = link.classList.contains("back")
      ? all(`.said [href="${href}"]`).find((one) => shown(one.closest(".said")))
      : document.getElementById(href.slice(1));
    if (!found) return;
    event.preventDefault();
    history.replaceState(null, "", href);
    reveal(found);
  });

  const speak = (language) => {
    root.dataset.lang = language;
    root.lang = language === "zh" ? "zh-CN" : language;
  };
  const asked = new URLSearchParams(location.search).get("lang");
  if (asked === "zh" || asked === "en") speak(asked);

  const does = {
    language: () => speak(root.dataset.lang === "zh" ? "en" : "zh"),
    shade: () => {
      const dark = root.dataset.shade
        ? root.dataset.shade === "dark"
        : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.shade = dark ? "light" : "dark";
    },
    unfold: () => {
      const folds = all("details").filter((one) => shown(one.closest(".said") || one));
      const open = folds.some((one) => !one.open);
      folds.forEach((one) => { one.open = open; });
    },
    print: () => print(),
  };
  all("[data-does]").forEach((button) => button.addEventListener("click", does[button.dataset.does]));
  all(".bar nav").forEach((nav) => { nav.hidden = false; });

  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("details").filter((one) => !one.open);
    folded.forEach((one) => { one.open = true; });
  });
  addEventListener("afterprint", () => folded.forEach((one) => { one.open = false; }));

  // Values are compared with ends that stand in the page, as whole numbers; nothing is worked out but sums.
  const fraction = (text) => {
    const [over, under = "1"] = text.split("/");
    return [BigInt(over), BigInt(under)];
  };
  const typed = (text) => {
    const folded = text.normalize("NFKC").replace(/[\s,]/g, "");
    const found = /^(\d+)(?:\.(\d+))?(%?)$/.exec(folded);
    if (!found) return null;
    const decimals = found[2] || "";
    return { value: [BigInt(found[1] + decimals), 10n ** BigInt(decimals.length + (found[3] ? 2 : 0))], percent: !!found[3] };
  };
  const above = (a, b) => a[0] * b[1] - b[0] * a[1];
  const within = (value, [low, lowOpen, high, highOpen]) => {
    const below = low === null ? 1n : above(value, fraction(low));
    const beyond = high === null ? 1n : above(fraction(high), value);
    return (below > 0n || (below === 0n && !lowOpen)) && (beyond > 0n || (beyond === 0n && !highOpen));
  };
  const written = (units, places) => {
    const digits = String(Math.abs(units)).padStart(places + 1, "0");
    const text = places ? `${digits.slice(0, -places)}.${digits.slice(-places)}` : digits;
    return units < 0 ? `−${text}` : text;
  };
  const ends = (low, high, totals) => {
    if (!totals.length) return [low, high];
    const met = totals.filter(([from, to]) => from <= high && to >= low).flatMap(([from, to, first, step]) =>
      [first + step * (Math.max(low, from) - from), first + step * (Math.min(high, to) - from)]);
    return [Math.min(...met), Math.max(...met)];
  };
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);

  all(".what-if").forEach((form) => {
    const numbers = JSON.parse(document.getElementById(form.dataset.numbers).textContent);
    const fields = all("input, select", form);
    const total = form.querySelector(".total");
    const work = () => {
      let [low, high] = numbers.rest;
      fields.forEach((field, at) => {
        const fact = numbers.facts[at];
        const given = field.value.trim() ? typed(field.value) : undefined;
        const outputs = all("output", field.closest(".field"));
        const factor = fraction(fact.factor);
        const value = given && (given.percent ? given.value : [given.value[0] * factor[0], given.value[1] * factor[1]]);
        field.setAttribute("aria-invalid", String(given === null));
        fact.criteria.forEach(([pieces, least, most], which) => {
          const piece = value && pieces.find((one) => within(value, one));
          const known = piece ? [piece[4], piece[4]] : [least, most];
          low += known[0];
          high += known[1];
          outputs[which].textContent = given === null ? form.dataset.number
            : given && !piece ? form.dataset.outside
            : known[0] === known[1] ? written(known[0], numbers.places)
            : `${written(known[0], numbers.places)} – ${written(known[1], numbers.places)}`;
        });
      });
      const [least, most] = ends(low, high, numbers.totals);
      const [from, to] = [written(least, numbers.places), written(most, numbers.places)];
      let said = filled(least === most ? form.dataset.fixed : form.dataset.range, { total: from, low: from, high: to });
      if (least === most && numbers.claim !== null) {
        const off = numbers.claim - least;
        said += filled(off === 0 ? form.dataset.same : off > 0 ? form.dataset.over : form.dataset.under,
          { points: written(Math.abs(off), numbers.places) });
      }
      total.textContent = said;
    };
    form.hidden = false;
    fields.forEach((field) => field.addEventListener("input", work));
    work();
  });

  // Each cell has its rank in its column, worked out exactly when the page was made.
  all("[data-sorts]").forEach((button) => button.addEventListener("click", () => {
    const table = button.closest("table"), head = button.closest("th"), at = Number(button.dataset.sorts);
    const down = head.getAttribute("aria-sort") === "ascending";
    all("th", table).forEach((one) => one.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const rank = (row) => Number(row.cells[at].dataset.rank);
    const rows = all("tbody tr", table).sort((a, b) => (down ? rank(b) - rank(a) : rank(a) - rank(b)));
    table.tBodies[0].append(...rows);
  }));

  const start = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (start) reveal(start);
})();
