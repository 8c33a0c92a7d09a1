/* What if the cut-offs lay elsewhere? All numbers are whole: points times a power of ten, counts, parts of a per cent. */
(() => {
  "use strict";
  const quotient = (number, by) => (number - number % by) / by;
  const sum = numbers => numbers.reduce((all, one) => all + one, 0);

  /* What was typed as a whole number; NaN where it is no decimal, or has more places than anything here. */
  const whole = (text, places) => {
    const [, sign, units, rest = ""] = text.match(/^(-?)(\d{1,15})(?:\.(\d*?)0*)?$/) ?? [];
    return units === undefined || rest.length > places ? NaN : Number(sign + units + rest.padEnd(places, "0"));
  };

  /* Shares in per cent, rounded by the rule of the edition: each by itself, or as parts of one whole. */
  const percents = (counts, of, { decimals, rounding, comma }) => {
    if (!of) return counts.map(() => "–");
    const hundred = 100 * 10 ** decimals;
    const exact = counts.map(count => count * hundred);
    const down = exact.map(part => quotient(part, of));
    if (rounding === "largest-remainder" && sum(counts) === of) {
      const order = [...down.keys()].sort((a, b) => exact[b] % of - exact[a] % of || a - b);
      for (const place of order.slice(0, hundred - sum(down))) down[place] += 1;
    } else {
      exact.forEach((part, i) => {
        const twice = 2 * (part % of);
        if (twice > of || (twice === of && (rounding !== "half-even" || down[i] % 2))) down[i] += 1;
      });
    }
    return down.map(part => {
      const digits = String(part).padStart(decimals + 1, "0");
      return decimals ? `${digits.slice(0, -decimals)}${comma}${digits.slice(-decimals)}` : digits;
    });
  };

  for (const form of document.querySelectorAll("form.what-if")) {
    const rules = JSON.parse(form.dataset.rules);
    const sign = rules.best > rules.worst ? 1 : -1;
    const tools = Object.assign(document.createElement("div"), { className: "tools" });
    const inputs = rules.values.map((value, i) => {
      const input = Object.assign(document.createElement("input"), { type: "number", inputMode: "decimal", required: true });
      Object.assign(input, rules.field, { defaultValue: value });
      const label = document.createElement("label");
      label.append(rules.labels[i], input);
      tools.append(label);
      return input;
    });
    const reset = Object.assign(document.createElement("button"), { type: "reset", textContent: document.body.dataset.reset });
    tools.append(reset);
    form.querySelector("fieldset").append(tools);
    const status = form.querySelector("[role=status]");
    const counted = [...form.querySelectorAll("tbody tr:not([data-at])")];
    const units = [...form.querySelectorAll("tr[data-at]")].map(row => {
      const [tier, low, high] = row.dataset.at.split(" ").map(Number);
      return { row, tier, low, high };
    });
    const list = units[0].row.closest(".table");

    const tierOf = (score, cuts) => {
      const place = cuts.findIndex(cut => sign * (score - cut) >= 0);
      return place < 0 ? cuts.length : place;
    };
    /* The places of the first and the last tier in which each unit may be; the same where its tier is known. */
    const tiers = cuts => units.map(({ tier, low, high }) => {
      const ends = [tierOf(low, cuts), tierOf(high, cuts)].sort((a, b) => a - b);
      return ends[0] < ends[1] && tier >= 0 && cuts.every((cut, i) => cut === rules.cuts[i]) ? [tier, tier] : ends;
    });
    const update = () => {
      const cuts = inputs.map(input => whole(input.value, rules.places));
      const may = cuts.map(cut => Number.isSafeInteger(cut) && cut % rules.step === 0
        && sign * (cut - rules.worst) > 0 && sign * (rules.best - cut) >= 0);
      const wrong = cuts.map((cut, i) => !may[i] || (i > 0 && may[i - 1] && sign * (cuts[i - 1] - cut) <= 0));
      inputs.forEach((input, i) => { input.setAttribute("aria-invalid", wrong[i]); });
      const none = wrong.includes(true);
      const now = none ? [] : tiers(cuts);
      const open = now.filter(([first, last]) => first < last);
      const sure = rules.tiers.map((_, place) => now.filter(([first, last]) => first === place && last === place).length);
      const most = sure.map((count, place) => count + open.filter(([first, last]) => first <= place && place <= last).length);
      const least = [sure.map(String), ...rules.wholes.map(of => percents(sure, of, rules))];
      /* Ends of ranges are no parts of one whole. */
      const ends = [most.map(String), ...rules.wholes.map(of => most.map(count => percents([count], of, rules)[0]))];
      counted.forEach((row, place) => least.forEach((shown, i) => {
        row.cells[2 + i].textContent = none ? "–"
          : most[place] > sure[place] && ends[i][place] !== shown[place] ? `${shown[place]}–${ends[i][place]}` : shown[place];
      }));
      const moves = [0, 0];
      units.forEach(({ row, tier }, i) => {
        const [first, last] = now[i] ?? [tier, tier];
        row.hidden = first === tier && last === tier;
        row.cells[4].textContent = first < last ? rules.unknown : rules.tiers[first];
        if (first === last && first !== tier) moves[Number(first > tier)] += 1;
      });
      list.hidden = units.every(({ row }) => row.hidden);
      const said = rules.moved.replace("{moved}", sum(moves)).replace("{up}", moves[0]).replace("{down}", moves[1]);
      status.textContent = none ? rules.wrong : list.hidden ? rules.none
        : said + (open.length ? rules.open.replace("{open}", open.length) : "");
      dispatchEvent(new Event("resize"));
    };
    form.addEventListener("submit", event => event.preventDefault());
    form.addEventListener("input", update);
    /* The fields have their old values back only after the event. */
    form.addEventListener("reset", () => setTimeout(update));
    form.hidden = false;
    update();
  }
})();
