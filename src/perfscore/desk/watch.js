"use strict";
(() => {
  const main = document.getElementById("main");
  const state = document.getElementById("state");
  const said = main.dataset;
  let version = "";
  const look = async () => {
    const answer = await fetch(`shown?lang=${said.language}&version=${encodeURIComponent(version)}`).catch(() => null);
    if (!answer || (!answer.ok && answer.status !== 204)) { state.textContent = said.lost; return; }
    if (answer.status === 204) return;
    const found = await answer.json();
    const open = new Set([...document.querySelectorAll("#shown details[open] > summary")].map((one) => one.textContent));
    const shown = document.getElementById("shown");
    shown.innerHTML = found.html;
    for (const one of shown.querySelectorAll("details > summary")) {
      if (open.has(one.textContent)) one.parentElement.open = true;
    }
    state.textContent = version ? said.renewed : "";
    version = found.version;
    document.title = shown.querySelector("h1")?.textContent || document.title;
  };
  look();
  setInterval(look, 400);
})();
