/* Trees as parse5 makes them. */

export function attribute(node, name) {
    return node.attrs?.find((its) => its.name === name)?.value;
}

export function setAttribute(node, name, value) {
    node.attrs = node.attrs.filter((its) => its.name !== name);
    if (value !== undefined) {
        node.attrs.push({name, value});
    }
}

export function hasClass(node, name) {
    return (attribute(node, "class") ?? "").split(/\s+/).includes(name);
}

export function* elements(node) {
    for (const child of node.childNodes ?? []) {
        if (child.tagName) {
            yield child;
            yield* elements(child);
        }
    }
}

export function find(node, holds) {
    for (const element of elements(node)) {
        if (holds(element)) {
            return element;
        }
    }
    return null;
}

export function text(node) {
    return node.nodeName === "#text" ? node.value : (node.childNodes ?? []).map(text).join("");
}

export function textNode(value) {
    return {nodeName: "#text", value};
}

/* Other nodes, perhaps none, in the place of this one. */
export function replace(node, ...others) {
    const siblings = node.parentNode.childNodes;
    for (const other of others) {
        other.parentNode = node.parentNode;
    }
    siblings.splice(siblings.indexOf(node), 1, ...others);
}

export function unwrap(node) {
    replace(node, ...node.childNodes);
}

export function rename(node, name) {
    node.nodeName = node.tagName = name;
}
