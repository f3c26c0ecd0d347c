// What readers meet in a page, measured where it is shown. Each function returns sentences: what is wrong.

const name = element => {
  const near = element.closest('[id]')
  return `${element.tagName.toLowerCase()}${[...element.classList].map(one => '.' + one).join('')} in ${near ? '#' + near.id : 'body'}`
}

// Whether an element is there for those who listen only.
const isUnseen = element => {
  for (let box = element; box; box = box.parentElement)
    if (box.ariaHidden === 'true' || getComputedStyle(box).clipPath === 'inset(50%)' || box.matches('.skip')) return true
  return false
}

// The lines of each text that is shown: { element, text, left, top, right, bottom }, in CSS px of the window.
const lines = () => {
  const found = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node; (node = walker.nextNode());) {
    const element = node.parentElement
    if (!node.data.trim() || isUnseen(element) || !element.checkVisibility()) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const { left, top, right, bottom } of range.getClientRects())
      if (right - left > 1) found.push({ element, text: node.data.trim().slice(0, 40), left, top, right, bottom })
  }
  return found
}

// Texts that leave the window at a side, or a box that cuts what leaves it.
const cut = () => lines().flatMap(line => {
  const lead = (line.bottom - line.top) / 4 // a line is higher than its letters
  for (let box = line.element; box && box !== document.body; box = box.parentElement) {
    const style = getComputedStyle(box), edge = box.getBoundingClientRect()
    if (/auto|scroll/.test(style.overflowX)) return [] // what can be reached by scrolling is not cut
    if (/hidden|clip/.test(style.overflowX) && (line.left < edge.left - 1 || line.right > edge.right + 1))
      return [`cut at a side: ${name(line.element)}: ${line.text}`]
    if (/hidden|clip/.test(style.overflowY) && (line.top + lead < edge.top - 1 || line.bottom - lead > edge.bottom + 1))
      return [`cut: ${name(line.element)}: ${line.text}`]
  }
  const outside = line.left < -1 || line.right > document.documentElement.clientWidth + 1
  return outside ? [`outside the window: ${name(line.element)}: ${line.text}`] : []
})

// Texts that run into one another.
const overlapping = () => {
  const all = lines().sort((one, other) => one.top - other.top), found = []
  all.forEach((one, at) => {
    for (let next = at + 1; next < all.length && all[next].top < one.bottom; next += 1) {
      const other = all[next]
      const lead = Math.min(one.bottom - one.top, other.bottom - other.top) / 4
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left)
      const along = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
      if (across > 2 && along > 2 * lead) found.push(`${name(one.element)}: ${one.text} | ${name(other.element)}: ${other.text}`)
    }
  })
  return found
}

// Texts that forced colours put on another ground than theirs: what a reader has chosen.
const offGround = () => lines().concat([...document.querySelectorAll('.skip')].map(element => ({ element, text: element.textContent }))).flatMap(line => {
  const own = getComputedStyle(document.documentElement).backgroundColor
  for (let box = line.element; box; box = box.parentElement) {
    const ground = getComputedStyle(box).backgroundColor
    if (/, 0\)$/.test(ground)) continue
    return ground === own ? [] : [`on ${ground}: ${name(line.element)}: ${line.text}`]
  }
  return []
})

// Whether the focused element is seen at one point at least (WCAG 2.4.11).
const focusIsSeen = () => {
  const { left, top, right, bottom } = document.activeElement.getBoundingClientRect()
  const across = [0.1, 0.5, 0.9].map(part => left + part * (right - left))
  const down = [0.1, 0.5, 0.9].map(part => top + part * (bottom - top))
  return across.some(x => down.some(y => document.activeElement.contains(document.elementFromPoint(x, y))))
}
