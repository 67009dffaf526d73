// What the pages of this room share: the day, the frame, formats, tables of schools, maps.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/api.hpp"
#include "registry/pages_kept.hpp"
#include "registry/store_catalogue.hpp"
#include "registry/store_job_runner.hpp"
#include "web/components.hpp"
#include "web/forms.hpp"
#include "web/page.hpp"
#include "web/router.hpp"
#include "web/svg.hpp"

namespace registry {

struct Visit;
// What a later room shows on the page of an authority or group.
using OwnerPanel =
    std::function<base::Result<web::Html>(Visit&, const web::Request&, const OrganisationRow&)>;

// The same of a cluster or a school.
using ClusterPanel =
    std::function<base::Result<web::Html>(Visit&, const web::Request&, const ClusterRow&)>;
using SchoolPanel = std::function<base::Result<web::Html>(Visit&, const web::Request&, SchoolId)>;
// The same of a person, by number: people are known to a later room, whose page asks.
using PersonPanel =
    std::function<base::Result<web::Html>(Visit&, const web::Request&, std::int64_t)>;

// The same of a body, by number.
using BodyPanel = PersonPanel;
// What a later room says of items of agendas, by their numbers: of some of them, or of none.
struct ItemNote {
  web::Html html;
  std::string text;
};
using ItemNotes = std::function<base::Result<std::map<std::int64_t, ItemNote>>(
    sql::Connection&, const std::vector<std::int64_t>&)>;
// What a later room offers to take up in a meeting of a body, whose number is given, on a day.
struct AgendaOffer {
  std::string title;   // names no person, for it stands in the audit trail
  std::string motion;  // "": nothing is put to the vote
  std::string source;  // an item that has it is not offered again
};
using AgendaOffers = std::function<base::Result<std::vector<AgendaOffer>>(
    sql::Connection&, std::int64_t body, base::Date on)>;

struct PageContext {
  Catalogue* catalogue = nullptr;
  web::SiteContext site;
  std::function<base::Date()> today;
  std::function<std::int64_t()> now_s;  // for what is recorded
  JobRunner* jobs = nullptr;            // of this server
  Kept kept;
  Kept shapes;
  Kept settled;  // of later rooms, by the head of the audit trail: every change moves it
  LateVersion version_of_shapes;
  Newest newest;
  std::vector<OwnerPanel> owner_panels;  // in the order in which rooms are added
  std::vector<ClusterPanel> cluster_panels;
  std::vector<SchoolPanel> school_panels;
  std::vector<PersonPanel> person_panels;
  std::vector<BodyPanel> body_panels;
  std::vector<ItemNotes> item_notes;
  std::vector<AgendaOffers> agenda_offers;
};
using Context = std::shared_ptr<PageContext>;

void add_school_pages(web::Router& router, const Context& context);
void add_group_pages(web::Router& router, const Context& context);
void add_authority_pages(web::Router& router, const Context& context);
void add_cluster_pages(web::Router& router, const Context& context);
void add_search_pages(web::Router& router, const Context& context);
void add_change_pages(web::Router& router, const Context& context);
void add_import_pages(web::Router& router, const Context& context);
void add_edit_api(web::Router& router, const Context& context);
void add_job_api(web::Router& router, const Context& context);
void add_job_pages(web::Router& router, const Context& context);
void add_map_pages(web::Router& router, const Context& context);

// The day that the request asks for. Error: bad_date.
base::Result<web::AsOf> day_shown(const PageContext& context, const web::Request& request);

// Whether to show the ways to import.
bool may_import(const Context& context, const web::Request& request);

// One request to a page that has a day: a connection, a store, the day asked for.
struct Visit {
  sql::Lease lease;
  Store store;
  web::AsOf as_of;
  std::int64_t version = 0;  // of the registry
  std::shared_ptr<const Reference> reference;
  std::shared_ptr<const web::Caller> caller;
  base::Date on() const { return as_of.on; }
};
// Errors: bad_date for ?on=, those of the database.
base::Result<Visit> visit(PageContext& context, const web::Request& request);
// The same, with questions asked on the journey that asks for the version. What they are is worked
// out from the newest tables known; when those turn out to be old, they are asked anew.
struct AskingVisit {
  Visit now;
  std::vector<sql::Rows> answers;  // go before the visit, whose connection they use
};
using Asking = std::function<std::vector<sql::Question>(const Reference&, base::Date on)>;
base::Result<AskingVisit> visit_asking(PageContext& context, const web::Request& request,
                                       const Asking& asking);

// What later rooms show of it.
base::Result<web::Html> owner_panels(const Context& context, Visit& visit,
                                     const web::Request& request, const OrganisationRow& owner);

// Figures of the day, kept until the registry changes.
using Sizes = std::map<std::int64_t, std::pair<std::int64_t, std::int64_t>>;
using ClusterSizes = std::map<std::int64_t, ClusterSize>;
base::Result<std::shared_ptr<const Stats>> stats_of(PageContext& context, Visit& visit,
                                                    std::optional<OrganisationId> authority);
base::Result<std::shared_ptr<const Sizes>> sizes_of(PageContext& context, Visit& visit);
base::Result<std::shared_ptr<const ClusterSizes>> cluster_sizes_of(PageContext& context,
                                                                   Visit& visit);
// Schools and pupils of one; 0 and 0 when it has none.
std::pair<std::int64_t, std::int64_t> size_of(const Sizes& sizes, OrganisationId id);

// The frame with the day, the section, and the footnote on sources filled in.
web::Page begin_page(const Visit& visit, std::string title, std::string section);

// The frame of a page that has no day.
web::Page plain_page(const PageContext& context, const web::Request& request, std::string title);

enum class Format { Html, Csv, Json };
// ?format=csv or json. Error: bad_format.
base::Result<Format> format_of(const web::Request& request);
// The links to this page's CSV and JSON.
std::vector<web::Link> format_links(const web::Request& request);
web::Response csv_response(std::string body, std::string_view name);
web::Response json_response(std::string body);

// Addresses, with the day where it is not today.
std::string school_href(std::int64_t urn, const web::AsOf& as_of);
std::string group_href(const OrganisationRow& group, const web::AsOf& as_of);
std::string organisation_href(OrganisationKind kind, std::int64_t id, const web::AsOf& as_of);
std::string cluster_href(ClusterId id, const web::AsOf& as_of);

web::Phase shown_phase(const SchoolRow& row);
web::Html phase_cell(const SchoolRow& row);
// A sum of pupils; none at all means that no file gives a number.
web::Html pupils_cell(std::int64_t pupils);
web::Html number(const std::optional<std::int64_t>& value);
// "Good, 6 December 2018" or "Report card, 20 January 2026".
web::Html inspection(const SchoolState& state);
web::Html since_cell(base::Date from, bool exact);
std::string count_words(std::int64_t count, std::string_view one, std::string_view many);
// "5 (1 secondary, 3 primary, 1 nursery)"
std::string phase_mix(const std::vector<const SchoolRow*>& rows);

// Which cluster of its owner's list a school is in, for colours: -1 for none.
struct ClusterColours {
  std::vector<ClusterRow> clusters;
  std::map<std::int64_t, int> of_school;
  int of(SchoolId school) const;
  int place(ClusterId cluster) const;
};
// Kept until the registry changes.
base::Result<std::shared_ptr<const ClusterColours>> colours(PageContext& context, Visit& visit,
                                                            OrganisationId owner);

base::Result<std::shared_ptr<const Shape>> shape_of(PageContext& context, Store& store,
                                                    const Newest::Known& newest,
                                                    OrganisationId authority, base::Date on);

// The map of these schools: outlines of their authorities, areas of their clusters, and a key.
// Numbers follow the order of `rows` when there are few. `outside` are drawn small and grey.
struct MapRequest {
  std::string title;
  std::vector<const SchoolRow*> rows;
  std::shared_ptr<const ClusterColours> colours = nullptr;  // null: none
  int place = -1;  // the cluster whose colour all have, although some are in others too
  std::vector<std::int64_t> leads = {};  // schools
  bool show_outside = false;
  std::string outside_label = {};
  int width = 520;
  int height = 440;
};
base::Result<web::Html> map_of(PageContext& context, Visit& visit, const MapRequest& request);

}  // namespace registry
