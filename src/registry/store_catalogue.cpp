// Reading what can be found, and keeping the index up to date.
#include "registry/store_catalogue.hpp"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "base/background.hpp"
#include "base/text.hpp"
#include "registry/store.hpp"

namespace registry {

namespace {

struct Named {
  std::string name;
  std::string ref;
};

class Reader {
 public:
  explicit Reader(sql::Connection& connection) : connection_(connection) {}

  base::Result<std::vector<SearchDocument>> read() {
    const std::int64_t last = TRY(connection_.integer("SELECT coalesce(max(id), 0) FROM school"));
    documents_.reserve(static_cast<std::size_t>(last) + 8192);
    TRY(read_types());
    TRY(read_organisations());
    // A few at a time: a server of databases has others to answer in between.
    for (std::int64_t first = 1; first <= last; first += schools_at_a_time) {
      TRY(read_schools(first, first + schools_at_a_time - 1));
      TRY(read_identifiers(first, first + schools_at_a_time - 1));
    }
    TRY(read_memberships());
    TRY(read_clusters());
    return std::move(documents_);
  }

 private:
  base::Status read_types() {
    sql::Rows rows = TRY(connection_.query("SELECT id, name FROM school_type"));
    while (TRY(rows.next())) types_[rows.integer(0)] = rows.text(1);
    return {};
  }

  base::Status read_organisations() {
    sql::Rows rows = TRY(connection_.query(
        "SELECT id, kind, uid, code, companies_house, name, status FROM organisation"));
    while (TRY(rows.next())) {
      OrganisationKind kind = kind_of_code(rows.text(1)).value_or(OrganisationKind::Mat);
      SearchDocument document;
      bool authority = kind == OrganisationKind::Authority;
      document.kind = authority ? FoundKind::Authority : FoundKind::Group;
      document.name = rows.text(5);
      std::string code(rows.text(3));
      document.ref = "id-" + std::to_string(rows.integer(0));
      if (authority && !code.empty()) document.ref = code;
      if (!authority && !rows.is_null(2)) document.ref = std::to_string(rows.integer(2));
      document.detail = kind_label(kind);
      document.open = rows.text(6) != "Closed";
      for (std::string_view number : {rows.text(4), std::string_view(code)}) {
        std::optional<std::int64_t> parsed = base::parse_integer(number);
        if (parsed) document.numbers.push_back(*parsed);
      }
      if (!rows.is_null(2)) document.numbers.push_back(rows.integer(2));
      organisations_[rows.integer(0)] = documents_.size();
      documents_.push_back(std::move(document));
    }
    sql::Rows names = TRY(connection_.query("SELECT organisation_id, name FROM organisation_name"));
    while (TRY(names.next())) {
      auto found = organisations_.find(names.integer(0));
      if (found != organisations_.end()) add_name(documents_[found->second], names.text(1));
    }
    return {};
  }

  static void add_name(SearchDocument& document, std::string_view name) {
    auto& others = document.other_names;
    if (name == document.name || std::find(others.begin(), others.end(), name) != others.end()) {
      return;
    }
    others.emplace_back(name);
  }

  // States come by date: the last one names the school, those before give former names.
  static constexpr std::int64_t schools_at_a_time = 1024;
  base::Status read_schools(std::int64_t first, std::int64_t last_of_these) {
    sql::Rows rows = TRY(connection_.query(
        "SELECT school_id, urn, status, name, type_id, phase, authority_id, town, postcode, "
        "pupils FROM school_state WHERE school_id BETWEEN $1 AND $2 ORDER BY school_id, from_on",
        {first, last_of_these}));
    LastState last;
    while (TRY(rows.next())) {
      const bool fresh = rows.integer(0) != last.school;
      if (fresh) {
        end_school(last);
        last.school = rows.integer(0);
        set_place(last.school, documents_.size());
        documents_.emplace_back();
      }
      SearchDocument& document = documents_.back();
      if (rows.text(3) != document.name) {
        const std::string before = std::move(document.name);
        document.name = rows.text(3);
        if (!fresh) add_name(document, before);
        auto& others = document.other_names;
        others.erase(std::remove(others.begin(), others.end(), document.name), others.end());
      }
      if (!rows.text(7).empty()) document.town = rows.text(7);
      if (!rows.text(8).empty()) document.postcode = rows.text(8);
      if (!rows.is_null(9)) document.size = rows.integer(9);
      last.urn = rows.integer(1);
      last.status = static_cast<Status>(rows.integer(2));
      last.type = rows.integer(4);
      last.phase = static_cast<Phase>(rows.integer(5));
      last.authority = rows.integer(6);
      auto authority = fresh ? organisations_.find(last.authority) : organisations_.end();
      if (authority != organisations_.end()) ++documents_[authority->second].size;
    }
    end_school(last);
    return {};
  }

  // What the last state of a school says for the whole of it.
  struct LastState {
    std::int64_t school = 0;  // none yet
    std::int64_t urn = 0;
    Status status = Status::Other;
    std::int64_t type = 0;
    Phase phase = Phase::NotKnown;
    std::int64_t authority = 0;
  };
  void end_school(const LastState& last) {
    if (last.school == 0) return;
    SearchDocument& document = documents_.back();
    document.ref = std::to_string(last.urn);
    document.open = is_open(last.status);
    if (last.phase != Phase::NotKnown && last.phase != Phase::None) {
      append(document, phase_name(last.phase));
    }
    append(document, types_[last.type]);
    auto authority = organisations_.find(last.authority);
    if (authority != organisations_.end()) append(document, documents_[authority->second].name);
  }

  // Schools are numbered without great gaps: a list of places by number is quicker than a table.
  static constexpr std::uint32_t none = 0xFFFFFFFF;
  void set_place(std::int64_t school, std::size_t place) {
    const auto number = static_cast<std::size_t>(school);
    if (number >= schools_.size()) schools_.resize(number + 1, none);
    schools_[number] = static_cast<std::uint32_t>(place);
  }
  SearchDocument* document_of(std::int64_t school) {
    const auto number = static_cast<std::size_t>(school);
    if (number >= schools_.size() || schools_[number] == none) return nullptr;
    return &documents_[schools_[number]];
  }

  static void append(SearchDocument& document, std::string_view part) {
    if (part.empty()) return;
    if (!document.detail.empty()) document.detail += ", ";
    document.detail += part;
  }

  base::Status read_identifiers(std::int64_t first, std::int64_t last) {
    sql::Rows rows = TRY(connection_.query(
        "SELECT school_id, value FROM identifier WHERE school_id BETWEEN $1 AND $2",
        {first, last}));
    while (TRY(rows.next())) {
      SearchDocument* document = document_of(rows.integer(0));
      if (document != nullptr) document->numbers.push_back(rows.integer(1));
    }
    return {};
  }

  base::Status read_memberships() {
    sql::Rows rows = TRY(connection_.query(
        "SELECT m.school_id, m.organisation_id FROM membership m JOIN organisation o "
        "ON o.id = m.organisation_id WHERE m.until_on = $1 AND o.kind IN ('mat', 'sat')",
        {base::Date::distant_future()}));
    while (TRY(rows.next())) {
      SearchDocument* school = document_of(rows.integer(0));
      auto trust = organisations_.find(rows.integer(1));
      if (school == nullptr || trust == organisations_.end()) continue;
      append(*school, documents_[trust->second].name);
      ++documents_[trust->second].size;
    }
    return {};
  }

  base::Status read_clusters() {
    for (const ClusterRow& row : TRY(Store(connection_).clusters(std::nullopt))) {
      SearchDocument& document = documents_.emplace_back();
      document.kind = FoundKind::Cluster;
      document.ref = std::to_string(row.id.value);
      document.name = row.name;
      document.detail = "Cluster " + row.letter + ", " + row.owner_name;
    }
    return {};
  }

  sql::Connection& connection_;
  std::vector<SearchDocument> documents_;
  std::unordered_map<std::int64_t, std::string> types_;
  std::unordered_map<std::int64_t, std::size_t> organisations_;  // places in documents_
  std::vector<std::uint32_t> schools_;  // by number of the school: places in documents_
};

}  // namespace

base::Result<std::vector<SearchDocument>> search_documents(sql::Connection& connection) {
  return Reader(connection).read();
}

base::Result<std::shared_ptr<const SearchIndex>> Catalogue::index() {
  sql::Lease lease = TRY(database_.read());
  return index(*lease, TRY(Store(*lease).version()));
}

base::Result<std::shared_ptr<const SearchIndex>> Catalogue::index_of_late() {
  constexpr std::chrono::milliseconds late_max(100);
  const auto now = std::chrono::steady_clock::now();
  {
    std::lock_guard<std::mutex> lock(mutex_);
    if (index_ && now - asked_ < late_max) return index_;
    asked_ = now;
  }
  return index();
}

base::Result<std::shared_ptr<const SearchIndex>> Catalogue::index(sql::Connection& connection,
                                                                  std::int64_t version) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    if (index_ && good_enough(version)) return index_;
  }
  std::unique_lock<std::mutex> building(building_, std::try_to_lock);
  if (!building.owns_lock()) {
    std::lock_guard<std::mutex> lock(mutex_);
    if (index_) return index_;
  }
  if (!building.owns_lock()) building.lock();
  {
    std::lock_guard<std::mutex> lock(mutex_);
    if (index_ && good_enough(version)) return index_;
  }
  TRY(make_anew(connection, version));
  std::lock_guard<std::mutex> lock(mutex_);
  return index_;
}

bool Catalogue::good_enough(std::int64_t version) {
  if (version_ == version) return true;
  if (index_->size() <= whole_country) return false;
  const bool under_way =
      beside_.valid() && beside_.wait_for(std::chrono::seconds(0)) != std::future_status::ready;
  const bool rests = std::chrono::steady_clock::now() - made_ < rest_;
  if (!under_way && !rests) make_beside();
  return true;
}

// When the database does not answer, the index before stays, and whoever asks next tries again.
void Catalogue::make_beside() {
  beside_ = std::async(std::launch::async, [this] {
    base::leave_the_processor_to_others();
    auto lease = database_.read();
    if (!lease.ok()) return;
    auto version = Store(*lease.value()).version();
    if (version.ok()) (void)make_anew(*lease.value(), version.value());
  });
}

base::Status Catalogue::make_anew(sql::Connection& connection, std::int64_t version) {
  auto made = std::make_shared<const SearchIndex>(TRY(search_documents(connection)));
  std::lock_guard<std::mutex> lock(mutex_);
  index_ = std::move(made);
  version_ = version;
  made_ = std::chrono::steady_clock::now();
  return {};
}

}  // namespace registry
