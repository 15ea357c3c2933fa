/**
 * Both files are UTF-8 without a byte order mark, and every line ends with a line feed, the last one too. Any tool then
 * reads the same letters: a mark would become part of the first column's name, and a Welsh name in another encoding would
 * be damaged for good.
 */
import { isUtf8 } from "node:buffer";
import { ofTheWholeFile, type SectorCheck, type SectorFaults } from "../sector-check.ts";

export const textIsUtf8WithLineFeeds: SectorCheck = {
  name: "text-is-utf8-with-line-feeds",
  begin: ({ bytes }) =>
    ofTheWholeFile(() => [...textFaults("the data file", bytes.data), ...textFaults("the meta file", bytes.meta)]),
};

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;

function textFaults(file: string, bytes: Uint8Array): SectorFaults {
  const conditions: readonly (readonly [isFault: boolean, detail: string])[] = [
    [!isUtf8(bytes), "is not UTF-8"],
    [BYTE_ORDER_MARK.every((byte, position) => bytes[position] === byte), "begins with a byte order mark"],
    [bytes.includes(CARRIAGE_RETURN), "has line ends other than a line feed"],
    [bytes.at(-1) !== LINE_FEED, "does not end with a line end"],
  ];
  return conditions.filter(([isFault]) => isFault).map(([, detail]) => ({ column: null, detail: `${file} ${detail}` }));
}
