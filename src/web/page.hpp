// The frame of every page: head with search, sections and date, banner of another day, title,
// tabs, error summary, foot. Pages fill in a Page and call render().
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "web/caller.hpp"
#include "web/html.hpp"
#include "web/http.hpp"

namespace web {

struct Link {
  std::string label;
  std::string href;
  bool current = false;
};

// The day that the page shows. `path` and `query` are those of the request, so that the date menu
// leads to the same page on another day.
struct AsOf {
  base::Date on;
  base::Date today;
  std::string path = "/";
  Query query = {};
  // Said after "You are looking at 1 March 2023."; the default says that facts are of that day.
  std::string note = {};
  // Further links of the banner, such as "What has changed since".
  std::vector<Link> links = {};
  // False for pages that have no day (help, imports): no date menu and no banner.
  bool shown = true;

  bool past() const { return on < today; }
  bool planned() const { return on > today; }
  // "?on=2023-03-01", or "" for today: to be put after the address of any other page.
  std::string suffix() const;
  // "today" or "on 1 March 2023", for headings and sentences.
  std::string words() const;
};

// One thing wrong in a form: the words, and the id of the field that it leads to.
struct FormError {
  std::string field_id;
  std::string message;
};

struct Page {
  int status = 200;
  std::string title;  // of the window and, unless `heading` is given, of the page
  Html caption = {};  // small line above the title
  Html heading = {};  // inside the h1, for a title with a badge
  Html lead = {};     // the answer in one to three sentences
  std::vector<Link> breadcrumbs = {};
  std::vector<Link> tabs = {};   // pages of one unit
  std::vector<Link> tools = {};  // CSV, JSON
  std::string section = {};      // label of the current item of the main navigation
  std::string unit = {};         // name on the unit menu; "" leaves the menu out
  std::vector<Link> unit_menu = {};
  AsOf as_of = {};
  // Who asks: the head offers to sign in or out. Null: it does neither.
  std::shared_ptr<const Caller> caller = {};
  Html notice = {};                    // what was just done: a banner above the title
  std::vector<FormError> errors = {};  // the window's title gets "Error: "
  std::string error_code = {};         // of the table of errors, for the log
  std::string search = {};             // what stands in the search box
  std::string foot = {};               // "School facts from the national register of 24 May 2025."
  Html content = {};
};

// The page says what is wrong, at the field that it is about, with the status and for the log.
void show_error(Page& page, const base::Error& error);

// What is the same on every page of this server.
struct SiteContext {
  std::vector<Link> sections;  // the main navigation
  std::string version;         // "0.1.0"
  Link question = {};          // the one gold link of the head; none where it has no address
  Link own = {};               // of whoever is signed in, in the menu of their account
};

Response render(const Page& page, const SiteContext& site);

}  // namespace web
