package dev.fairlead.it;

import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.conditions.ArchConditions.beAssignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What the API of every module keeps to. */
final class PublicApiIT {
  private static final JavaClasses LIBRARY = FairleadModules.classes();

  private static final DescribedPredicate<JavaClass> PUBLIC_API =
      DescribedPredicate.describe("are public API", PublicApiIT::isPublicApi);

  @Test
  void theApiMentionsNothingThatIsNotExported() {
    methods().should(mentionOnlyWhatIsExported()).check(LIBRARY);
  }

  @Test
  void checkedExceptionsAreIoExceptions() {
    classes()
        .that()
        .areAssignableTo(Exception.class)
        .and()
        .areNotAssignableTo(RuntimeException.class)
        .should(beAssignableTo(IOException.class))
        .check(LIBRARY);
  }

  @Test
  void optionsAreSealedInterfaces() {
    classes()
        .that(PUBLIC_API)
        .and()
        .haveSimpleNameEndingWith("Options")
        .should(be(DescribedPredicate.describe("sealed", type -> type.reflect().isSealed())))
        .check(LIBRARY);
  }

  @Test
  void accessorsHaveNoGet() {
    methods()
        .that()
        .areDeclaredInClassesThat(PUBLIC_API)
        .and()
        .areDeclaredInClassesThat()
        .haveSimpleNameNotEndingWith("MXBean") // JMX finds attributes by their "get".
        .and()
        .arePublic()
        .and(DescribedPredicate.describe("override nothing", PublicApiIT::overridesNothing))
        .should()
        .haveNameNotMatching("get[A-Z].*")
        .check(LIBRARY);
  }

  /** The JDK calls what chooses keys and trusts certificates managers; so do ours. */
  @Test
  void noNameIsADrawer() {
    noClasses()
        .should()
        .haveNameMatching(".*(Util|Utils|Helper|Helpers|(?<!Key|Trust)Manager)")
        .check(LIBRARY);
  }

  private static boolean isPublicApi(JavaClass type) {
    boolean visible =
        type.getModifiers().contains(JavaModifier.PUBLIC)
            && type.getEnclosingClass().map(PublicApiIT::isPublicApi).orElse(true);
    return visible && FairleadModules.exports(type.getPackageName());
  }

  private static boolean overridesNothing(JavaMethod method) {
    var supertypes = method.getOwner().getAllRawSuperclasses().stream();
    var interfaces = method.getOwner().getAllRawInterfaces().stream();
    return java.util.stream.Stream.concat(supertypes, interfaces)
        .flatMap(type -> type.getMethods().stream())
        .noneMatch(inherited -> inherited.getName().equals(method.getName()));
  }

  private static ArchCondition<JavaMethod> mentionOnlyWhatIsExported() {
    return new ArchCondition<>("mention only what is exported") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        if (isPublicApi(method.getOwner()) && isVisible(method)) {
          method.getAllInvolvedRawTypes().stream()
              .map(JavaClass::getBaseComponentType)
              .filter(type -> type.getPackageName().startsWith("dev.fairlead"))
              .filter(type -> !isPublicApi(type))
              .map(type -> method.getFullName() + " mentions " + type.getName())
              .forEach(finding -> events.add(SimpleConditionEvent.violated(method, finding)));
        }
      }
    };
  }

  private static boolean isVisible(JavaMember member) {
    var modifiers = member.getModifiers();
    return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
        && !modifiers.contains(JavaModifier.SYNTHETIC);
  }
}
