/**
 * Draws a description of the page into the page, changing only what differs, so that focus, scroll and open
 * menus survive. Text is only ever a text node and addresses are checked: nothing written by a person becomes markup.
 *
 * @typedef {Record<string, unknown>} Props
 * @typedef {{ tag: string, key?: string, props: Props, children: readonly VNode[], stamp?: string }} VElement
 * @typedef {{ tag: string, key: string, stamp: string, build: () => VElement }} VLazy
 * @typedef {VElement | VLazy | string | null | false | undefined} VNode
 */

/** @type {WeakMap<Node, { key?: string | undefined, stamp?: string | undefined, props: Props }>} */
const drawn = new WeakMap();
/** @type {(() => void)[]} */
let afterDrawing = [];

/**
 * An element. Props: `on…` are handlers, `value`, `checked`, `disabled` properties, `key` identity among siblings,
 * `onCreate(element)` runs once it is in the page; anything else is an attribute.
 * @param {string} tag
 * @param {Props & { key?: string }} [props]
 * @param {...(VNode | readonly VNode[])} children
 * @returns {VElement}
 */
export function h(tag, props = {}, ...children) {
  const { key, ...rest } = props;
  /** @type {VNode[]} */
  const flat = [];
  for (const child of children) {
    if (Array.isArray(child)) flat.push(...child);
    else flat.push(/** @type {VNode} */ (child));
  }
  return key === undefined ? { tag, props: rest, children: flat } : { tag, key, props: rest, children: flat };
}

/**
 * An element that is built again only when its stamp differs.
 * @param {string} tag
 * @param {string} key
 * @param {string} stamp
 * @param {() => VElement} build
 * @returns {VLazy}
 */
export function lazy(tag, key, stamp, build) {
  return { tag, key, stamp, build };
}

/**
 * Makes `parent` hold exactly `children`.
 * @param {Element} parent
 * @param {readonly VNode[]} children
 */
export function draw(parent, children) {
  patchChildren(parent, children);
  const hooks = afterDrawing;
  afterDrawing = [];
  for (const hook of hooks) hook();
}

/**
 * @param {Element} parent
 * @param {readonly VNode[]} children
 */
function patchChildren(parent, children) {
  const wanted = new Set(children.map(keyOf));
  /** @type {Map<string, ChildNode>} */
  const byKey = new Map();
  for (const node of [...parent.childNodes]) {
    const key = drawn.get(node)?.key;
    if (key === undefined) continue;
    if (wanted.has(key)) byKey.set(key, node);
    else node.remove();
  }
  let cursor = parent.firstChild;
  for (const child of children) {
    const node = reusable(child, cursor, byKey);
    if (!node) {
      parent.insertBefore(create(child), cursor);
      if (cursor && isReplacedBy(child, cursor)) {
        const gone = cursor;
        cursor = cursor.nextSibling;
        gone.remove();
      }
    } else {
      if (node === cursor) cursor = cursor.nextSibling;
      else parent.insertBefore(node, cursor);
      update(node, child);
    }
  }
  while (cursor) {
    const next = cursor.nextSibling;
    cursor.remove();
    cursor = next;
  }
}

/**
 * What stood in the place of a new child is not wanted, but for two: what has a key may be, further on; and where nothing
 * comes, nothing goes. A new child with a key takes the place of nothing.
 * @param {VNode} child
 * @param {ChildNode} node
 */
function isReplacedBy(child, node) {
  if (!child || drawn.get(node)?.key !== undefined) return false;
  return keyOf(child) === undefined || node.nodeType === Node.COMMENT_NODE;
}

/** @param {VNode} child */
function keyOf(child) {
  return typeof child === "object" && child ? child.key : undefined;
}

/**
 * @param {VNode} child
 * @param {ChildNode | null} cursor
 * @param {Map<string, ChildNode>} byKey
 */
function reusable(child, cursor, byKey) {
  const key = keyOf(child);
  const node = key === undefined ? cursor : byKey.get(key);
  if (!node || drawn.get(node)?.key !== key) return undefined;
  if (typeof child === "string") return node.nodeType === Node.TEXT_NODE ? node : undefined;
  if (!child) return node.nodeType === Node.COMMENT_NODE ? node : undefined;
  return node instanceof Element && node.localName === child.tag ? node : undefined;
}

/**
 * Absent children leave a comment, so that what comes and goes does not shift its siblings.
 * @param {VNode} child
 * @returns {Node}
 */
function create(child) {
  if (typeof child === "string") return document.createTextNode(child);
  if (!child) return document.createComment("");
  const isDrawing = child.tag === "svg" || child.tag === "path" || child.tag === "circle";
  const element = isDrawing
    ? document.createElementNS("http://www.w3.org/2000/svg", child.tag)
    : document.createElement(child.tag);
  fill(element, child);
  const created = drawn.get(element)?.props.onCreate;
  if (typeof created === "function") afterDrawing.push(() => created(element));
  return element;
}

/**
 * @param {Node} node
 * @param {VNode} child
 */
function update(node, child) {
  if (typeof child === "string") {
    if (node.nodeValue !== child) node.nodeValue = child;
  } else if (child && node instanceof Element) {
    if (child.stamp === undefined || child.stamp !== drawn.get(node)?.stamp) fill(node, child);
  }
}

/**
 * Children come before props: a select can only take a value among options it has.
 * @param {Element} element
 * @param {VElement | VLazy} child
 */
function fill(element, child) {
  const built = "build" in child ? child.build() : child;
  const before = drawn.get(element)?.props ?? {};
  patchChildren(element, built.children);
  for (const name of Object.keys(before)) if (!(name in built.props)) setProp(element, name, undefined);
  for (const [name, value] of Object.entries(built.props)) {
    if (value !== before[name] || liveProps.has(name)) setProp(element, name, value);
  }
  drawn.set(element, { key: child.key, stamp: child.stamp, props: built.props });
}

const liveProps = new Set(["value", "checked"]);

/**
 * @param {Element} element
 * @param {string} name
 * @param {unknown} value
 */
function setProp(element, name, value) {
  if (name === "onCreate") return;
  if (name.startsWith("on")) Reflect.set(element, name.toLowerCase(), value ?? null);
  else if (liveProps.has(name)) {
    if (Reflect.get(element, name) !== value) Reflect.set(element, name, value ?? "");
  } else if (value === undefined || value === null || value === false) element.removeAttribute(name);
  else if ((name === "href" || name === "src") && !isSafeAddress(String(value))) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? "" : String(value));
}

/** @param {string} address */
function isSafeAddress(address) {
  if (!URL.canParse(address, location.href)) return false;
  const { protocol } = new URL(address, location.href);
  if (["http:", "https:", "mailto:", "tel:"].includes(protocol)) return true;
  return address.startsWith("data:image/") && !address.startsWith("data:image/svg");
}
