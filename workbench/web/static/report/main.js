// The report pages: numbers open their lists in a dialogue, texts are copied, differences are walked by key.

import { showCopies } from "./copy.js";
import { watchLists } from "./lists.js";
import { walkDifferences } from "./steps.js";

watchLists(document.getElementById("behind"));
showCopies(document);
walkDifferences(document);
