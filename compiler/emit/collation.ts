/**
 * How texts are ordered as in a dictionary: the root order of the Unicode Collation Algorithm (CLDR), which English and
 * several other languages use, for the Latin letters of Europe and what stands between them.
 *
 * A text has a key for each of three levels, which are compared one after the other: its letters, their accents, and
 * whether they are capitals. Keys are compared unit by unit.
 */

/** The characters that are known, by their code. */
export const collationCharacters = [
  " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~ ¡¢£¤",
  "¥¦§¨©ª«¬®¯°±´µ¶¸º»¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐ",
  "đĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĴĵĶķĸĹĺĻļĽľŁłŃńŅņŇňŊŋŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŧŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹ",
  "źŻżŽžȘșȚțẞ–—‘’‚“”„€",
].join("");

/** The letter of each: the same for all that differ only by accents and capitals. */
const letters = [
  "#+1AYB@045=L(%/>^_`abcdefg*)PQR-<hijklmnoprstuvxyz|}~¢£¤¥¦§6?7E$Chijklmnoprstuvxyz|}~¢£¤¥¦§8T9V#,XZW",
  "[U:GJh2SKFIMD©;Hx3.hhhhhhhjllllppppkvxxxxxOx¢¢¢¢¦¨}hhhhhhhjllllppppkvxxxxxNx¢¢¢¢¦¨¦hhhhhhjjjjjjjjkkk",
  "kllllllllllnnnnnnnnoooopppppppppqrrss{ttttttttvvvvvvwwxxxxxxxx||||||}}}}}}}}~~~~¡¡¢¢¢¢¢¢¢¢¢¢¢¢¤¤¦¦¦§",
  "§§§§§}}~~}&'000111]",
].join("");

/** The accent of each. `}` is that of a ligature that ends in s, `~` that of one that ends in e. */
const accents = [
  "                                                                                                    ",
  "                   BADGFE~EBADFBADECCBADGE HBADFA }BADGFE~EBADFBADECCBADGE HBADFA CIICCHHAABBDDCCAAB",
  "BIICCGGHHEEBBAACCDDAABBFFIICCHHG AAAA AACCBBDDAADDBB  IICCFF~~AACCBBAABBDDCCBBAA  HHJJCCEEGGIIAABBCA",
  "ACCBBEECC}  ABCABC ",
].join("");

/** Whether it is a capital, or another form of the same. */
const forms = [
  "0000000000000000000000000000000001111111111111111111111111100000000000000000000000000000000000010000",
  "0000020000000000200111111111111111111111110111111100000000000000000000000000000000010101010101010101",
  "0101010101010101010101010101010001010010101010101010101010101010101010101010101010101010101010101011",
  "0101010101000000000",
].join("");

/** The lengths of numbers, in ascending order. */
const lengths = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

const text = JSON.stringify;

/** JSONata functions, for the prelude of an expression. */
export const collation: Readonly<Record<string, string>> = {
  // The key of a text, for the levels 1 to 3; with $n, digits in a row count as a number.
  jsCollate: `function($s, $l, $n){ ($c := ${text(collationCharacters)}; $p := ${text(letters)}; $r := ${text(accents)}; $f := ${text(forms)}; $t := $n ? $replace($s, /[0-9]+/, function($m){ $replace($m.match, /^0+(?=[0-9])/, "") }) : $s; $k := $t = "" ? [] : [$map($split($t, ""), function($x){ ($i := $length($substringBefore($c, $x)); $i < ${collationCharacters.length} ? $i : $error("localeCompare: only Latin letters can be ordered")) })]; $a := $join($map($k, function($i){ ($x := $substring($r, $i, 1); $substring($p, $i, 1) & ($x = "~" ? "l" : $x = "}" ? "}" : "")) })); $a := $n ? $replace($a, /[\\x5E-g]+/, function($m){ ($i := $length($m.match); $i < ${lengths.length} ? "^" & $substring("${lengths}", $i, 1) & $m.match : $error("localeCompare: a number has too many digits")) }) : $a; $b := $replace($replace($replace($join($map($k, function($i){ "0" & $substring($r, $i, 1) })), " ", ""), "}", "}0"), "~", "~0"); $d := $replace($replace($replace($join($map($k, function($i){ $substring($f, $i, 1) & $substring($r, $i, 1) })), " ", ""), /[A-Z]/, "0"), /[\\x7D~]/, "00"); $a & ($l > 1 ? "!" & $b) & ($l > 2 ? "!" & $d)) }`,
  jsCompare: `function($a, $b, $l, $n){ $a = $b ? 0 : ($p := $jsCollate($a, $l, $n); $q := $jsCollate($b, $l, $n); $p < $q ? -1 : $p = $q ? 0 : 1) }`,
};
