/* A parse5 tree as XHTML. HTML's parser knows three vocabularies; in XML, each says its namespace. What XML
   can't say, an attribute called `"` or a control character, is left out or shown as what it is not. */

const html = "http://www.w3.org/1999/xhtml";
const xlink = "http://www.w3.org/1999/xlink";
const hasNoEnd = new Set("area base br col embed hr img input link meta source track wbr".split(" "));
const isName = /^[A-Za-z_][\w.-]*$/;
const notInXml = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const entities = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"};

export function escape(words) {
    return words.replace(notInXml, "\ufffd").replace(/[&<>"]/g, (sign) => entities[sign]);
}

function attributeOf({name, prefix, value}) {
    if (name.startsWith("xmlns") || prefix === "xmlns" || !isName.test(name)) {
        return "";
    }
    const declared = prefix === "xlink" ? ` xmlns:xlink="${xlink}"` : "";
    return `${declared} ${prefix ? `${prefix}:` : ""}${name}="${escape(value)}"`;
}

function element(node, outer) {
    const {tagName, namespaceURI = html} = node;
    const space = namespaceURI === outer ? "" : ` xmlns="${namespaceURI}"`;
    const start = `<${tagName}${space}${node.attrs.map(attributeOf).join("")}`;
    const inner = node.childNodes.map((child) => serialize(child, namespaceURI)).join("");
    const isClosed = namespaceURI === html ? hasNoEnd.has(tagName) : inner === "";
    return isClosed ? `${start}/>` : `${start}>${inner}</${tagName}>`;
}

/* outer: the namespace of what it will stand in. */
export function serialize(node, outer = html) {
    if (node.nodeName === "#text") {
        return escape(node.value).replaceAll("&quot;", '"');
    }
    return node.tagName ? element(node, outer) : ""; // comments
}
