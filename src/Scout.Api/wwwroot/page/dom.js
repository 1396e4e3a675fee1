// Builds elements. Text always goes in as text, so nothing that a device sent can become markup.

/** An element: h('p', { class: 'quiet' }, 'text', child). A property whose name begins with "on" is a listener; null and false are left out. */
export function h(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** The same for SVG. */
export function s(name, attributes = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined));
  return element;
}

/** Sets a text only when it changes, so that a screen reader is not disturbed and a selection stays. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** A figure that carries its exact value: <data value="245.5">£245.50</data>. */
export function figure(name, attributes = {}) {
  const element = h('data', { ...attributes, 'data-figure': name });
  return {
    element,
    set(value, text) {
      element.setAttribute('value', value ?? '');
      setText(element, text);
    },
  };
}

/** A titled part of the page. */
export function panel(title, body, { id, extra, className = '' } = {}) {
  const heading = h('h2', { id }, title);
  return h('section', { class: `panel ${className}`, 'aria-labelledby': id }, h('header', {}, heading, extra), body);
}

const announcer = () => document.getElementById('announcer');

/** Tells those who listen instead of looking. Only for what matters: changes of state, results of a search. */
export function announce(text) {
  setText(announcer(), text);
}
