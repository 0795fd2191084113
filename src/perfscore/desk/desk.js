"use strict";
(() => {
  const main = document.getElementById("main");
  const said = main.dataset;
  const body = document.getElementById("documents");
  const progress = document.getElementById("progress");
  const dialog = document.getElementById("dialog");
  const lang = `lang=${said.language}`;
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const make = (name, text = "", attributes = {}) => {
    const made = Object.assign(document.createElement(name), attributes);
    if (text) made.textContent = text;
    return made;
  };
  const send = (path, content) => fetch(`${path}?${lang}`, { method: "POST", body: JSON.stringify(content || {}) });
  const why = async (answer) => (answer.ok ? "" : (await answer.json().catch(() => ({}))).why || answer.statusText);

  let last = "";
  const update = async () => {
    const answer = await fetch(`list?${lang}`).catch(() => null);
    if (!answer || !answer.ok) { progress.textContent = said.lost; return; }
    const text = await answer.text();
    if (text !== last) { last = text; show(JSON.parse(text)); }
  };

  const show = (documents) => {
    const done = documents.filter((one) => one.state === "done" || one.state === "cancelled").length;
    progress.textContent = filled(said.progress, { done, all: documents.length });
    body.replaceChildren(...documents.flatMap(rows));
  };

  const rows = (one) => {
    const reports = one.state === "done" && one.reports.length ? one.reports : [null];
    return reports.map((report, order) => row(one, report, order === 0));
  };

  const row = (one, report, first) => {
    const line = make("tr");
    const cell = (inside, name = "") => {
      const made = make("td", typeof inside === "string" ? inside : "", { className: name });
      if (typeof inside !== "string") made.append(...[].concat(inside));
      line.append(made);
    };
    cell(report && report.place ? `${one.name} ${report.place}` : one.name);
    if (!report) {
      for (let at = 0; at < 4; at += 1) cell("");
      cell(said[one.state] || "");
      cell("");
      cell("");
      return line;
    }
    cell(report.subject || "");
    cell(first ? chooser(one, report) : report.ruleset || "");
    cell(report.claimed || "", "number");
    cell(report.computed || "", "number");
    cell(make("span", report.said, { className: `mark ${report.verdict}` }));
    cell(report.worst || "");
    const taken = !first || report.refused ? (report.page ? [opens(report)] : []) : take(one, report);
    if (first && one.reports.length === 1 && (!report.refused || one.corrected)) taken.push(corrects(one));
    cell(make("div", "", { className: "take" }));
    line.lastChild.firstChild.append(...taken);
    return line;
  };

  const opens = (report) => make("a", said.open, { href: `pages/${report.page}?${lang}`, target: "_blank", rel: "noopener" });

  const take = (one, report) => {
    const links = ["html", "xlsx", "docx", "letter", "json"].map((form) =>
      make("a", main.getAttribute(`data-form-${form}`), { href: `export/${one.id}/${form}?${lang}`, download: "" }));
    return [opens(report), ...links];
  };

  const button = (text, does, type = "button") => {
    const made = make("button", text, { type });
    if (does) made.addEventListener("click", does);
    return made;
  };
  const corrects = (one) => button(said.correct, () => correct(one));

  const chooser = (one, report) => {
    const choice = document.getElementById("rulesets").cloneNode(true);
    choice.removeAttribute("id");
    choice.hidden = false;
    choice.value = one.chosen;
    choice.setAttribute("aria-label", filled(said.choose, { file: one.name }));
    choice.options[0].textContent = one.chosen || !report.ruleset ? said.frame
      : filled(said.byFrame, { ruleset: report.ruleset });
    choice.addEventListener("change", async () => {
      await send(`documents/${one.id}/ruleset`, { ruleset: choice.value || null });
      update();
    });
    return choice;
  };

  const correct = async (one) => {
    const answer = await fetch(`documents/${one.id}/facts?${lang}`);
    if (!answer.ok) { progress.textContent = await why(answer); return; }
    const { facts, note } = await answer.json();
    const form = make("form", "", { method: "dialog" });
    const choice = make("select", "", { name: "fact" });
    choice.append(...facts.map((fact, at) => make("option", fact.said, { value: at })));
    const field = (name, element = make("input", "", { name, required: true })) => {
      const label = make("label", said[name]);
      label.append(element);
      return label;
    };
    const told = make("p", "", { role: "alert" });
    const read = make("p", "", { className: "read" });
    const save = async (event, values) => {
      event.preventDefault();
      const { kind, id, old } = facts[choice.value];
      const sent = await send(`documents/${one.id}/correct`, { kind, id, old, ...values });
      told.textContent = await why(sent);
      if (sent.ok) { dialog.close(); update(); }
    };
    const back = button(said.takeBack, (event) => save(event, { new: "" }));
    const buttons = make("p", "", { className: "actions" });
    const close = button(said.close, () => dialog.close());
    // What was corrected before stands in the fields again, to be changed or taken back.
    const shows = () => {
      const fact = facts[choice.value];
      for (const name of ["new", "who", "why"]) if (fact.new || name === "new") form.elements[name].value = fact[name];
      read.textContent = filled(said.shown, fact);
      back.hidden = !fact.new;
      told.textContent = "";
    };
    form.append(make("h2", `${said.correct} · ${one.name}`), make("p", note));
    if (facts.length) {
      buttons.append(button(said.save, null, "submit"), back, close);
      form.append(field("fact", choice), read, field("new"), field("who"), field("why"), told, buttons);
      choice.addEventListener("change", shows);
      shows();
    } else {
      buttons.append(close);
      form.append(buttons);
    }
    form.addEventListener("submit", (event) => {
      const { fact, ...values } = Object.fromEntries(new FormData(form));
      save(event, values);
    });
    dialog.replaceChildren(form);
    dialog.showModal();
  };

  const lay = async (files) => {
    for (const file of files) {
      const answer = await fetch(`documents?name=${encodeURIComponent(file.name)}&${lang}`, { method: "POST", body: file });
      if (!answer.ok) progress.textContent = await why(answer);
      update();
    }
  };
  const drop = document.getElementById("drop");
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    lay(event.dataTransfer.files);
  });
  document.getElementById("files").addEventListener("change", (event) => {
    lay([...event.target.files]);
    event.target.value = "";
  });
  document.getElementById("cancel").addEventListener("click", async () => { await send("cancel"); update(); });
  document.getElementById("everything").search = `?${lang}`;

  update();
  setInterval(update, 700);
})();
