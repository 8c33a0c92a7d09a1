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

  /* The fields of a form, with the values of the edition; `update` is called whenever one is another. */
  const fields = (form, { values, labels, field }, update) => {
    const tools = Object.assign(document.createElement("div"), { className: "tools" });
    const inputs = values.map((value, i) => {
      const input = Object.assign(document.createElement("input"), { type: "number", inputMode: "decimal", required: true });
      Object.assign(input, field, { defaultValue: value });
      const label = document.createElement("label");
      label.append(labels[i], input);
      tools.append(label);
      return input;
    });
    tools.append(Object.assign(document.createElement("button"), { type: "reset", textContent: document.body.dataset.reset }));
    form.querySelector("fieldset").append(tools);
    form.addEventListener("submit", event => event.preventDefault());
    form.addEventListener("input", () => update(inputs));
    /* The fields have their old values back only after the event. */
    form.addEventListener("reset", () => setTimeout(update, 0, inputs));
    form.hidden = false;
    update(inputs);
  };

  for (const form of document.querySelectorAll("form.what-if[data-rules]")) {
    const rules = JSON.parse(form.dataset.rules);
    const sign = rules.best > rules.worst ? 1 : -1;
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
    const update = inputs => {
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
    fields(form, rules, update);
  }

  /* What if indicators weighed otherwise? Whole numbers of any size: a score is a quotient until it is rounded. */
  const floor = (number, by) => (number - ((number % by) + by) % by) / by;
  const rounded = (number, by, rule) => {
    const down = floor(number, by), rest = 2n * (number - down * by);
    if (rule === "down") return down;
    return down + BigInt(rest > by || (rest === by && (rule !== "half-even" || down % 2n !== 0n)));
  };
  const total = numbers => numbers.reduce((all, one) => all + one, 0n);

  for (const form of document.querySelectorAll("form.what-if[data-weights]")) {
    const rules = JSON.parse(form.dataset.weights, (_, value) => typeof value === "number" ? BigInt(value) : value);
    const [values, unit] = rules.grades;
    const units = [...form.querySelectorAll("tr[data-at]")].map(row => {
      const profiles = JSON.parse(row.dataset.at).map(profile => profile.map(BigInt));
      const sums = profiles.map(total);
      /* Each profile in the same proportion, so that its sum is `of`. */
      const of = sums.reduce((all, one) => all * one, 1n);
      return { row, rank: Number(row.cells[4].textContent), of, scaled: profiles.map((p, i) => p.map(n => n * of / sums[i])) };
    });
    /* The score of a unit as a number of steps. */
    const scored = ({ of, scaled }, weights) => {
      const by = of * rules.sum;
      let shares = values.map((_, grade) => 100n * total(scaled.map((profile, i) => profile[grade] * weights[i])));
      let each = by;
      if (rules.profile) {
        const [step, parts, rule] = rules.profile;
        let running = 0n, before = 0n;
        shares = shares.map(share => {
          if (rule !== "cumulative") return rounded(share * parts, by * step, rule) * step;
          running += share;
          const now = rounded(running * parts, by * step, "half-up");
          [before, share] = [now, now - before];
          return share * step;
        });
        each = parts;
      }
      const [step, parts, rule] = rules.score;
      return rounded(total(shares.map((share, i) => share * values[i])) * parts, 100n * each * unit * step, rule);
    };
    const written = steps => {
      const digits = Number(rules.digits);
      const number = steps * rules.score[0] * 10n ** BigInt(digits) / rules.score[1];
      const text = String(number < 0n ? -number : number).padStart(digits + 1, "0");
      return (number < 0n ? "−" : "") + (digits ? text.slice(0, -digits) + rules.comma + text.slice(-digits) : text);
    };
    const tierOf = score => {
      const place = rules.cuts.findIndex(cut => rules.sign * (score - cut) >= 0n);
      return rules.tiers[place < 0 ? rules.cuts.length : place];
    };
    fields(form, rules, inputs => {
      const given = inputs.map(input => whole(input.value, Number(rules.places)));
      const may = given.map(weight => Number.isSafeInteger(weight) && weight >= 0);
      const right = may.every(Boolean) && total(given.map(BigInt)) === rules.sum;
      inputs.forEach((input, i) => { input.setAttribute("aria-invalid", !may[i] || (may.every(Boolean) && !right)); });
      const scores = right ? units.map(one => scored(one, given.map(BigInt))) : [];
      const moves = [0, 0];
      units.forEach(({ row, rank }, i) => {
        const better = scores.filter(other => rules.sign * (other - scores[i]) > 0n);
        const as = scores.filter(other => other === scores[i]).length;
        const place = (rules.ties === "dense" ? new Set(better).size : better.length) + (rules.ties === "modified-competition" ? as : 1);
        if (right && place !== rank) moves[Number(place > rank)] += 1;
        row.cells[3].textContent = right ? written(scores[i]) : "–";
        row.cells[5].textContent = right ? place : "–";
        if (rules.tiers.length) row.cells[7].textContent = right ? tierOf(scores[i]) : "–";
      });
      const said = rules.moved.replace("{moved}", sum(moves)).replace("{up}", moves[0]).replace("{down}", moves[1]);
      form.querySelector("[role=status]").textContent = !right ? rules.wrong : sum(moves) ? said : rules.none;
      dispatchEvent(new Event("resize"));
    });
  }
})();
