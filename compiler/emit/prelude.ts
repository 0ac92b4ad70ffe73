import { collation } from "./collation.js";

/** JavaScript's white space and line ends, spelled out: a Java engine's `\s` knows ASCII only. */
const whiteSpace = "[\\t\\n\\x0B\\f\\r \\xA0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000\\uFEFF]";

/** The end of the text: a Java engine's `$` also matches before a final line end. */
const end = "(?![\\s\\S])";

/** A day, or a time with its zone. */
const isoTime = "[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2}))?";

/** `Number(text)`: decimal, hexadecimal, octal and binary; `otherwise` is what follows when it is none of them. */
const readNumber = (otherwise: string): string =>
  `function($s){ ($t := $jsTrim($s); $t = "" ? 0 : $contains($t, /^[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?${end}/) ? ($u := $replace($t, /^\\+/, ""); $v := $replace($u, /^(-?)\\./, "$10."); $w := $replace($v, /\\.([eE]|${end})/, "$1"); $number($w)) : $contains($t, /^0([xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)${end}/) ? $number($t)${otherwise}) }`;

/** `parseInt(text)` of decimal text. */
const readInteger = (unless: string, otherwise: string, first = ""): string =>
  first === ""
    ? `function($s){ ($m := $match($jsTrimStart($s), /^[+-]?${unless}[0-9]+/, 1); $exists($m) ? $number($replace($m.match, /^\\+/, ""))${otherwise}) }`
    : `function($s){ ($t := $jsTrimStart($s); $m := $match($t, /^[+-]?[0-9]+/, 1); ${first}$exists($m) ? $number($replace($m.match, /^\\+/, ""))${otherwise}) }`;

/** `parseFloat(text)` */
const readFraction = (otherwise: string): string =>
  `function($s){ ($m := $match($jsTrimStart($s), /^[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?/, 1); $exists($m) ? $jsNum($m.match)${otherwise}) }`;

/** The characters from 33 to 126, each at its place. */
const plainCharacters = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).join("");

/**
 * JSONata functions for what one JSONata operator cannot say exactly. An expression carries those that it uses, in this
 * order: functions cannot be stored in the variables of a state machine.
 */
const helpers: Readonly<Record<string, string>> = {
  jsBox: `function($v){ $type($v) = "array" ? [[$v]] : [$v] }`,
  jsTruthy: `function($v){ $type($v) in ["array", "object"] or ($v ? true : false) }`,
  jsTypeof: `function($v){ $exists($v) ? ($t := $type($v); $t in ["null", "array"] ? "object" : $t) : "undefined" }`,
  jsFin: `function($n){ $abs($n) <= 1.7976931348623157e308 ? $n : $error("number is not finite") }`,
  jsDiv: `function($a, $b){ $b = 0 ? $error("division by zero") : $jsFin($a / $b) }`,
  jsMod: `function($a, $b){ $b = 0 ? $error("modulo by zero") : $a % $b }`,
  jsIdx: `function($a, $i){ $i >= 0 and $i = $floor($i) ? $a[$i] }`,
  jsTrunc: `function($x){ $x < 0 ? $ceil($x) : $floor($x) }`,
  // A number as 32 bits without a sign, and with one.
  jsUint: `function($n){ ($u := $jsTrunc($n) % 4294967296; $u < 0 ? $u + 4294967296 : $u + 0) }`,
  jsInt: `function($n){ ($u := $jsUint($n); $u < 2147483648 ? $u : $u - 4294967296) }`,
  jsBoth: `function($a, $b){ $sum([$map([0..31], function($i){ ($p := $power(2, $i); $floor($a / $p) % 2 = 1 and $floor($b / $p) % 2 = 1 ? $p : 0) })]) }`,
  jsAnd: `function($a, $b){ $jsInt($jsBoth($jsUint($a), $jsUint($b))) }`,
  jsOr: `function($a, $b){ ($x := $jsUint($a); $y := $jsUint($b); $jsInt($x + $y - $jsBoth($x, $y))) }`,
  jsXor: `function($a, $b){ ($x := $jsUint($a); $y := $jsUint($b); $jsInt($x + $y - 2 * $jsBoth($x, $y))) }`,
  jsShl: `function($n, $c){ $jsInt($jsUint($n) * $power(2, $jsUint($c) % 32)) }`,
  jsShr: `function($n, $c){ $floor($jsInt($n) / $power(2, $jsUint($c) % 32)) }`,
  jsShrU: `function($n, $c){ $floor($jsUint($n) / $power(2, $jsUint($c) % 32)) }`,
  jsRel: `function($i, $n){ ($k := $jsTrunc($i); $k < 0 ? $max([$n + $k, 0]) : $min([$k, $n])) }`,
  jsSlice: `function($a, $b, $e){ ($n := $count($a); $s := $jsRel($b, $n); $t := $exists($e) ? $jsRel($e, $n) : $n; [$filter($a, function($v, $i){ $i >= $s and $i < $t })[]]) }`,
  jsRound: `function($x){ ($f := $floor($x); $x - $f >= 0.5 ? $f + 1 : $f) }`,
  // What JavaScript engines compute: the parts of the greatest number, and their squares added up with compensation.
  jsHypot: `function($a){ ($m := $max([$map($a, $abs)]); $m > 0 ? $jsFin($m * $sqrt($reduce($a, function($s, $x){ ($n := $abs($x) / $m; $v := $n * $n - $s.c; $p := $s.t + $v; {"t": $p, "c": ($p - $s.t) - $v}) }, {"t": 0, "c": 0}).t)) : 0) }`,
  // The integer nearest to $a * $f, as digits: products of doubles are split so that no bit is lost. Of two that are as
  // near, the even one, or the greater one.
  jsDigits: `function($a, $f, $up){ ($p := $a * $f; $c := 134217729; $m := $c * $a; $ah := $m - ($m - $a); $al := $a - $ah; $m := $c * $f; $fh := $m - ($m - $f); $fl := $f - $fh; $e := (($ah * $fh - $p) + $ah * $fl + $al * $fh) + $al * $fl; $q := $floor($p); $u := $p - $q - 0.5 + $e; $h := $floor($q / 100000000); $l := $q - $h * 100000000 + $floor($u) + 1; $l := $up or $u != $floor($u) or $l % 2 = 0 ? $l : $l - 1; $k := $l < 0 ? -1 : $l < 100000000 ? 0 : 1; $formatBase($h + $k) & $pad($formatBase($l - $k * 100000000), -8, "0")) }`,
  jsDecimal: `function($n, $d, $up){ ($a := $abs($n); $f := $number("1e" & $d); $a * $f < 100000000000000000 ? ($g := $replace($jsDigits($a, $f, $up), /^0+/, ""); $t := $pad($g, -1 - $d, "0"); $k := $length($t) - $d; ($n < 0 ? "-" : "") & $substring($t, 0, $k) & ($d = 0 ? "" : "." & $substring($t, $k))) : $error("number too large to print with these digits")) }`,
  jsStrLong: `function($n){ ($a := $abs($n); $i := $a < 1 ? -$count($filter([0.1, 0.01, 0.001, 0.0001, 0.00001], function($t){ $a < $t })) : $length($formatBase($floor($a))); $t := $jsDecimal($n, 16 - $i, false); $u := $number($t) = $n ? $t : $jsDecimal($n, 17 - $i, false); $number($u) = $n ? $u : $error("number too long to print")) }`,
  jsStr: `function($n){ ($s := $string($n); $number($s) = $n ? $s : $n = $floor($n) ? $formatBase($n, 10) : $abs($n) >= 0.000001 ? $jsStrLong($n) : $error("number too small to print with more than 15 digits")) }`,
  jsText: `function($v){ $exists($v) ? ($t := $type($v); $t = "string" ? $v : $t = "number" ? $jsStr($v) : $t = "array" ? $join([$map($v, function($x){ $type($x) = "null" ? "" : $jsText($x) })], ",") : $t = "object" ? ("toString" in $keys($v) ? $error("cannot convert object to text") : "[object Object]") : $string($v)) : "undefined" }`,
  jsLen: `function($s){ $count($split($s, "")) }`,
  jsStrSlice: `function($s, $b, $e){ $join($jsSlice($split($s, ""), $b, $e), "") }`,
  jsIndexOf: `function($s, $t){ $contains($s, $t) ? $jsLen($substringBefore($s, $t)) : -1 }`,
  // A character is in the table, or its UTF-8 bytes tell; half of a pair of surrogates has none.
  jsCode: `function($c){ $c = "" ? $error("charCodeAt: there is no character") : ($e := $encodeUrlComponent($c); $substring($e, 0, 1) != "%" ? 33 + $length($substringBefore(${JSON.stringify(plainCharacters)}, $e)) : ($b := $map($split($substring($e, 1), "%"), function($x){ $number("0x" & $x) }); $count($b) = 1 ? $b[0] : $count($b) = 2 ? ($b[0] - 192) * 64 + $b[1] - 128 : ($b[0] - 224) * 4096 + ($b[1] - 128) * 64 + $b[2] - 128)) }`,
  // The character of a code: its UTF-8 bytes, decoded. Half of a pair of surrogates has none.
  jsByte: `function($n){ "%" & $pad($formatBase($n, 16), -2, "0") }`,
  jsChar: `function($n, $end){ $n < 0 or $n >= $end or $n != $floor($n) or ($n >= 55296 and $n < 57344) ? $error("there is no such character") : $decodeUrlComponent($n < 128 ? $jsByte($n) : ($l := $jsByte(128 + $n % 64); $h := $floor($n / 64); $n < 2048 ? $jsByte(192 + $h) & $l : ($l := $jsByte(128 + $h % 64) & $l; $h := $floor($h / 64); $n < 65536 ? $jsByte(224 + $h) & $l : $jsByte(240 + $floor($h / 64)) & $jsByte(128 + $h % 64) & $l))) }`,
  jsTrim: `function($s){ $replace($s, /^${whiteSpace}+|${whiteSpace}+${end}/, "") }`,
  jsTrimStart: `function($s){ $replace($s, /^${whiteSpace}+/, "") }`,
  jsTrimEnd: `function($s){ $replace($s, /${whiteSpace}+${end}/, "") }`,
  jsNum: readNumber(' : $error("not a number")'),
  jsNumOrNone: readNumber(` : $contains($t, /^[+-]?Infinity${end}/) ? $error("number is not finite")`),
  jsNumFinite: readNumber(""),
  jsParseInt: readInteger("", ' : $error("not a number")'),
  jsParseIntOrNone: readInteger("", ""),
  jsParseIntAnyBase: readInteger("(?!0[xX])", ' : $error("not a decimal number")'),
  jsParseIntAnyBaseOrNone: readInteger("", "", '$contains($t, /^[+-]?0[xX]/) ? $error("not a decimal number") : '),
  jsParseFloat: readFraction(' : $error("not a number")'),
  jsParseFloatOrNone: readFraction(' : $contains($jsTrimStart($s), /^[+-]?Infinity/) ? $error("number is not finite")'),
  jsParseFloatFinite: readFraction(""),
  jsFixed: `function($n, $d){ $abs($n) < 100000000000000000 ? $jsDecimal($n, $d, true) : $error("number too large to print with these digits") }`,
  // As Intl.NumberFormat rounds: the shortest decimal text of the number, half away from zero.
  jsFormat: `function($n, $min, $max, $shift, $point, $separator, $least){ ($a := $abs($n); $t := $a < 0.000001 ? ($a = 0 or $max + $shift < 6 ? "0" : $error("number too small to format")) : $a < 1e21 ? $jsStr($a) : $error("number too large to format"); $f := $contains($t, ".") ? $substringAfter($t, ".") : ""; $f := $pad($f, $shift, "0"); $i := $replace($substringBefore($t, ".") & $substring($f, 0, $shift), /^0+(?=[0-9])/, ""); $f := $substring($f, $shift); $k := $length($f) > $max ? ($d := $i & $substring($f, 0, $max); $substring($f, $max, 1) < "5" ? $d : $number($d) < 9007199254740991 ? $pad($formatBase($number($d) + 1), -$length($d), "0") : $error("number too long to format")) : $i & $f; $l := $length($k) - ($length($f) > $max ? $max : $length($f)); $i := $substring($k, 0, $l); $f := $pad($replace($substring($k, $l), /0+${end}/, ""), $min, "0"); $i := $separator != "" and $length($i) >= $least ? $replace($join($match($pad($i, -3 * $ceil($length($i) / 3), "_"), /[0-9_]{3}/).match, $separator), "_", "") : $i; $f = "" ? $i : $i & $point & $f) }`,
  jsQuote: `function($s){ ($j := $string([$s]); $substring($j, 1, $length($j) - 2)) }`,
  jsJson: `function($v){ ($b := $jsBox($v); $j := $string($b); $parse($j) = $b ? $substring($j, 1, $length($j) - 2) : $error("JSON.stringify: a number needs more than 15 significant digits")) }`,
  // JSONata wants seconds, which JavaScript takes for nothing where they are left out.
  jsSecond: `function($s){ $replace($s, /^(.{16})([Z+-])/, "$1:00$2") }`,
  jsMillis: `function($s){ $contains($s, /^${isoTime}${end}/) ? $jsFin($toMillis($jsSecond($s))) : $error("not an ISO 8601 date with a zone") }`,
  // A text without any digit is no date. Of others that are no ISO texts, it depends on the machine what they are.
  jsMillisOrNone: `function($s){ $contains($s, /^${isoTime}${end}/) ? ($m := $toMillis($jsSecond($s)); $abs($m) <= 8640000000000000 ? $m) : $contains($s, /[0-9]/) ? $error("not an ISO 8601 date with a zone") }`,
  jsTime: `function($t){ ($m := $jsTrunc($t); $abs($m) <= 8640000000000000 ? $m + 0 : $error("there is no such date")) }`,
  jsIso: `function($t){ ($m := $jsTrunc($t); $m >= -62167219200000 and $m <= 253402300799999 ? $fromMillis($m) : $error("the year needs more than four digits")) }`,
  jsDay: `function($t){ ($d := $floor($toMillis($jsIso($t)) / 86400000) + 4; $d - 7 * $floor($d / 7)) }`,
  // Years begin in March here, so that the leap day is their last.
  jsUtc: `function($y, $m, $d, $h, $i, $s, $n){ ($a := $jsTrunc($y); $b := $jsTrunc($m); $g := $floor($b / 12); $k := $b - 12 * $g; $c := ($a >= 0 and $a <= 99 ? $a + 1900 : $a) + $g - ($k < 2 ? 1 : 0); $e := $floor($c / 400); $o := $c - 400 * $e; $p := ($k + 10) % 12; $q := $e * 146097 + $o * 365 + $floor($o / 4) - $floor($o / 100) + $floor((153 * $p + 2) / 5) + $jsTrunc($d) - 719469; $t := $q * 86400000 + $jsTrunc($h) * 3600000 + $jsTrunc($i) * 60000 + $jsTrunc($s) * 1000 + $jsTrunc($n); $abs($t) <= 8640000000000000 ? $t : $error("there is no such date")) }`,
  // Escapes, strings, numbers and names become one character each; then lists and objects of those do, from within.
  jsIsJson: `function($s){ ($t := $replace($s, /\\x5C(["\\x5C\\x2Fbfnrt]|u[0-9a-fA-F]{4})/, "_"); $t := $replace($t, /"[^"\\x5C\\x00-\\x1F]*"/, "\\"\\""); $t := $replace($t, /true|false|null|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?/, "0"); $contains($t, /[^0",:\\[\\]{}\\t\\n\\r ]/) or $contains($replace($t, "\\"\\"", ""), "\\"") ? false : ($t := $reduce([1..64], function($u, $i){ $jsFold($u) }, $replace($replace($t, /[\\t\\n\\r ]/, ""), "\\"\\"", "s")); $t in ["0", "s"] ? true : $jsFold($t) = $t ? false : $error("JSON with more than 64 levels"))) }`,
  jsFold: `function($t){ $replace($t, /\\[([0s](,[0s])*)?\\]|\\{(s:[0s](,s:[0s])*)?\\}/, "0") }`,
  // UTF-8: what begins with % is a byte, and the first byte of a character says how many there are.
  jsIsUri: `function($s){ $not($contains($replace($s, /%[0-7][0-9A-F]|%(C[2-9A-F]|D[0-9A-F])%[89AB][0-9A-F]|%(E0%[AB][0-9A-F]|E[1-9ABCEF]%[89AB][0-9A-F]|ED%[89][0-9A-F])%[89AB][0-9A-F]|%(F0%[9AB][0-9A-F]|F[123]%[89AB][0-9A-F]|F4%8[0-9A-F])(%[89AB][0-9A-F]){2}/i, ""), "%")) }`,
  jsIsBase: `function($s){ ($t := $replace($s, /[\\t\\n\\f\\r ]/, ""); $contains($t, /^([A-Za-z0-9+\\x2F]{4})*([A-Za-z0-9+\\x2F]{2}(==)?|[A-Za-z0-9+\\x2F]{3}=?)?${end}/)) }`,
  jsAtob: `function($s){ ($u := $replace($s, /[\\t\\n\\f\\r ]/, ""); $u = "" ? "" : $jsIsBase($u) ? ($t := $base64decode($u); $contains($t, /[^\\x00-\\x7F]/) ? $error("atob: only ASCII text can be decoded") : $t) : $error("atob: not base64")) }`,
  jsBtoa: `function($s){ $contains($s, /[^\\x00-\\x7F]/) ? $error("btoa: only ASCII text can be encoded") : $base64encode($s) }`,
  jsSeconds: `function($d){ $contains($d, /^[0-9]+(\\.[0-9]+)?[smhd]${end}/) ? ($n := $number($substring($d, 0, $length($d) - 1)) * $lookup({"s": 1, "m": 60, "h": 3600, "d": 86400}, $substring($d, -1)); $n = $floor($n) and $n >= 1 and $n <= 99999999 ? $n : $error("a wait takes 1 to 99,999,999 whole seconds")) : $error("not a duration: write a number and a unit, such as 90s, 15m, 24h or 7d") }`,
  jsNumberIn: `function($n, $l, $m, $w){ $n >= $l and $n <= $m and ($w = 0 or $n = $floor($n)) ? $n : $error($string($n) & " is not from " & $string($l) & " to " & $string($m) & ($w = 0 ? "" : ", or not whole")) }`,
  jsErrorDetails: `function($e){ ($c := $exists($e.Cause) ? $e.Cause : ""; $substring($c, 0, 1) = "{" and ($contains($c, "\\"errorMessage\\":") or $contains($c, "\\"ExecutionArn\\":")) ? $parse($c) : {"errorMessage": $c}) }`,
  jsError: `function($e){ ($d := $jsErrorDetails($e); $nested := $e.Error = "States.TaskFailed" and $exists($d.ExecutionArn); {"name": $nested ? ($exists($d.Error) ? $d.Error : "States.TaskFailed") : $e.Error, "message": $nested ? ($exists($d.Cause) ? $jsErrorDetails($d).errorMessage : "") : ($exists($d.errorMessage) ? $d.errorMessage : "")}) }`,
  jsThrown: `function($e){ ($d := $jsErrorDetails($e); $r := $jsError($e); $exists($d.fields) and $d.execution = $states.context.Execution.Id ? $merge([$d.fields, $r]) : $r) }`,
  jsPlainCause: `function($m){ $substring($m, 0, 1) = "{" and ($contains($m, "\\"errorMessage\\":") or $contains($m, "\\"ExecutionArn\\":")) ? $string({"errorMessage": $m}) : $m }`,
  jsCause: `function($e){ ($f := $sift($e, function($v, $k){ $not($k in ["name", "message"]) }); $count($keys($f)) = 0 ? $jsPlainCause($e.message) : ($c := $jsJson({"errorType": $e.name, "errorMessage": $e.message, "fields": $f, "execution": $states.context.Execution.Id}); $jsLen($c) > 32768 ? $error("an error and its fields take more than 32,768 characters") : $c)) }`,
  ...collation,
};

const helperNames = Object.keys(helpers);
const helperUse = /\$(js[A-Z][A-Za-z]*)/g;

/** Names that compiler output may define: no variable of a machine is called so. */
export const preludeNames: ReadonlySet<string> = new Set(helperNames);

/** The expression with the helpers that it uses in front. */
export function withPrelude(text: string): string {
  const used = new Set<string>();
  collectHelpers(text, used);
  if (used.size === 0) return text;
  const definitions = helperNames.filter((name) => used.has(name)).map((name) => `$${name} := ${helpers[name]}; `);
  return `(${definitions.join("")}${text})`;
}

function collectHelpers(text: string, used: Set<string>): void {
  for (const match of text.matchAll(helperUse)) {
    const name = match[1] as string;
    const definition = helpers[name];
    if (definition === undefined || used.has(name)) continue;
    used.add(name);
    collectHelpers(definition, used);
  }
}
