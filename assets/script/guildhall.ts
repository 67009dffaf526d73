// Everything works without this file; it only makes some things quicker.
import { startChecks } from "./check";
import { startMaps } from "./map";
import { startMenus } from "./menus";
import { startPlans } from "./plan";
import { startPrint } from "./print";
import { startSearch } from "./search";

startMenus();
startSearch();
startMaps();
startPlans();
startPrint();
startChecks();
