// Numbers in Chinese and Arabic figures: 三年 and 3年, 二〇二三年 and 2023年, 一千五百二十四万 and 1524万.

const FIGURES = "〇一二三四五六七八九"
const VALUES = new Map([...Array.from(FIGURES, (char, value) => [char, value]), ["零", 0], ["两", 2]])
const POWERS = new Map([["十", 10], ["百", 100], ["千", 1000]])
const CHINESE = /[〇零一二两三四五六七八九十百千]+/gu
const ARABIC = /(?<![0-9a-z.])[0-9]+(?![0-9a-z.])/gu
const LARGEST = 9999

/** Gives a folded text with its numbers in the other figures, each way that differs. */
export function rewriteNumbers(text) {
  const toArabic = text.replace(CHINESE, (found) => readNumber(found) ?? found)
  const written = new Set([toArabic])
  for (const write of [writeNumber, spellFigures, (value) => writeNumber(value).replace(/^二(?!十)/u, "两")]) {
    written.add(text.replaceAll(",", "").replace(ARABIC, (found) => write(found)))
  }
  written.delete(text)
  return [...written]
}

/** Reads a number in Chinese figures; undefined where it is none. */
function readNumber(text) {
  const chars = Array.from(text)
  if (!chars.some((char) => POWERS.has(char))) return chars.map((char) => VALUES.get(char)).join("")
  let sum = 0
  let figure
  for (const char of chars) {
    const power = POWERS.get(char)
    if (power === undefined) {
      if (figure) return undefined
      figure = VALUES.get(char)
    } else {
      if (figure === undefined && (power !== 10 || sum)) return undefined
      sum += (figure || 1) * power
      figure = undefined
    }
  }
  return String(sum + (figure ?? 0))
}

/** Writes a number up to 9999 as it is spoken; a longer one figure by figure. */
function writeNumber(digits) {
  const value = Number(digits)
  if (value > LARGEST || digits.length > 4 || (digits.length > 1 && digits.startsWith("0"))) return spellFigures(digits)
  if (value === 0) return "零"
  let text = ""
  let gap = false
  for (const [name, power] of [["千", 1000], ["百", 100], ["十", 10], ["", 1]]) {
    const figure = Math.floor(value / power) % 10
    if (figure) text += (gap ? "零" : "") + FIGURES[figure] + name
    gap = text !== "" && figure === 0
  }
  return text.replace(/^一十/u, "十")
}

/** Writes a number figure by figure, as years are. */
function spellFigures(digits) {
  return Array.from(digits, (digit) => FIGURES[Number(digit)]).join("")
}
