package io.nerine;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.nerine.exception.NerException;
import java.util.Locale;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of the house that a machine can hold, over the classes of all modules. */
class HouseRulesTest {

  private static JavaClasses library;

  @BeforeAll
  static void read() {
    library =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.nerine");
  }

  @Test
  void theScanSeesAllModules() {
    assertThat(library.size()).isGreaterThan(80);
    for (String type :
        new String[] {
          "io.nerine.Extractors",
          "io.nerine.bundle.ModelBundle",
          "io.nerine.onnx.OnnxTagger",
          "io.nerine.training.Trainer"
        }) {
      assertThat(library.contain(type)).as(type).isTrue();
    }
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.nerine.(**)").should().beFreeOfCycles().check(library);
  }

  @Test
  void modulesDependInOneDirection() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.nerine",
            "io.nerine.schema..",
            "io.nerine.document..",
            "io.nerine.text..",
            "io.nerine.extract..",
            "io.nerine.exception..",
            "io.nerine.spi..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "java..",
            "org.jspecify..",
            "io.nerine",
            "io.nerine.schema..",
            "io.nerine.document..",
            "io.nerine.text..",
            "io.nerine.extract..",
            "io.nerine.exception..",
            "io.nerine.spi..")
        .because("ner-api depends on nothing")
        .check(library);
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.nerine.format..",
            "io.nerine.data..",
            "io.nerine.evaluation..",
            "io.nerine.quality..",
            "io.nerine.report..",
            "io.nerine.rules..",
            "io.nerine.bundle..",
            "io.nerine.deploy..",
            "io.nerine.testing..",
            "io.nerine.internal..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.nerine.onnx..",
            "io.nerine.training..",
            "ai.onnxruntime..",
            "ai.djl..",
            "org.bytedeco..",
            "com.sun.jna..")
        .because("ner-core runs where no native library does")
        .check(library);
    noClasses()
        .that()
        .resideInAPackage("io.nerine.onnx..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.nerine.training..", "org.bytedeco..")
        .because("extraction needs no training")
        .check(library);
    noClasses()
        .that()
        .resideInAnyPackage("io.nerine.onnx", "io.nerine.onnx.text..", "io.nerine.onnx.decode..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.onnx.proto..", "com.google.protobuf..", "io.nerine.onnx.quantize..")
        .because("extraction runs graphs and does not write them")
        .check(library);
  }

  @Test
  void noThirdPartyTypeShowsInAPublicSignature() {
    methods()
        .that()
        .arePublic()
        .or()
        .areProtected()
        .and(not(modifier(JavaModifier.SYNTHETIC)))
        .should(
            new ArchCondition<JavaMethod>("speak of the JDK and of Nerine alone") {
              @Override
              public void check(JavaMethod method, ConditionEvents events) {
                if (!isPublic(method.getOwner())) {
                  return;
                }
                method.getRawParameterTypes().forEach(type -> check(method, type, events));
                check(method, method.getRawReturnType(), events);
                method
                    .getThrowsClause()
                    .forEach(thrown -> check(method, thrown.getRawType(), events));
              }

              private void check(JavaMethod method, JavaClass type, ConditionEvents events) {
                JavaClass base = type.getBaseComponentType();
                boolean own =
                    base.isPrimitive()
                        || base.getPackageName().startsWith("java.")
                        || base.getPackageName().startsWith("io.nerine");
                if (!own) {
                  events.add(
                      SimpleConditionEvent.violated(
                          method, method.getFullName() + " speaks of " + type.getName()));
                }
              }
            })
        .check(library);
  }

  private static boolean isPublic(JavaClass type) {
    boolean here = type.getModifiers().contains(JavaModifier.PUBLIC);
    return here
        && type.getEnclosingClass().map(HouseRulesTest::isPublic).orElse(true)
        && !type.getPackageName().contains(".internal");
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(library.stream().map(JavaClass::getPackage).distinct().toList())
        .isNotEmpty()
        .allSatisfy(
            room -> assertThat(room.isAnnotatedWith(NullMarked.class)).as(room.getName()).isTrue());
  }

  @Test
  void failuresHaveOneRoot() {
    classes()
        .that()
        .areAssignableTo(Throwable.class)
        .and()
        .resideInAPackage("io.nerine..")
        .and()
        .arePublic()
        .and(not(resideInAPackage("..internal..")))
        .should()
        .beAssignableTo(NerException.class)
        .check(library);
    NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(library);
  }

  @Test
  void theLibraryDoesNotPrint() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(library);
  }

  @Test
  void namesSayWhatThingsAre() {
    noClasses()
        .that(not(resideInAPackage("..internal..")))
        .should()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .check(library);
  }

  @Test
  void nothingDependsOnTheMachinesLocale() {
    noClasses()
        .should()
        .callMethod(String.class, "toLowerCase")
        .orShould()
        .callMethod(String.class, "toUpperCase")
        .orShould()
        .callMethod(Locale.class, "getDefault")
        .check(library);
  }

  @Test
  void nothingIsSerialisedByJava() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(java.io.ObjectInputStream.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.io.ObjectOutputStream.class)
        .check(library);
  }
}
